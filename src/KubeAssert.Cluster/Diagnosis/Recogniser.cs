using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing;

/// <summary>Recognises one error state. Stateless; each override looks at one object only and is called for every such object.</summary>
internal abstract class Recogniser
{
    public abstract ErrorState State { get; }

    public virtual Symptom? InContainer(Scene scene, ObservedPod pod, ObservedContainer container) => null;

    public virtual Symptom? InPod(Scene scene, ObservedPod pod) => null;

    /// <summary>Any object but a pod.</summary>
    public virtual Symptom? InObject(Scene scene, ObservedObject found) => null;

    public virtual Symptom? InRejection(Scene scene, Rejected rejected) => null;
}
