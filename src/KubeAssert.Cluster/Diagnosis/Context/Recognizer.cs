using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Context;

/// <summary>Recognizes one error state. Stateless; each override looks at one object only and is called for every such object.</summary>
internal abstract class Recognizer
{
    public abstract ErrorState State { get; }

    public virtual Symptom? InContainer(DiagnosisContext context, ObservedPod pod, ObservedContainer container) => null;

    public virtual Symptom? InPod(DiagnosisContext context, ObservedPod pod) => null;

    /// <summary>Any object but a pod.</summary>
    public virtual Symptom? InObject(DiagnosisContext context, ObservedObject found) => null;

    public virtual Symptom? InRejection(DiagnosisContext context, Rejected rejected) => null;
}
