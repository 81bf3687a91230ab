using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>The API server refused a manifest.</summary>
    public static ErrorState ApplyRejected { get; } = new(
        "ApplyRejected",
        ErrorStateClass.Terminal,
        "the API server refused a manifest",
        "The API server did not take the manifest. Its answer names the field or the rule.",
        "Correct the field named below; the same check runs without a cluster: manifests.Should().BeValid().",
        "the answer to the apply: 400, 403, 404, 422");
}

internal sealed class ApplyRejectedRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.ApplyRejected;

    public override Symptom? InRejection(Scene scene, Rejected rejected) =>
        rejected.IsRetried || NamespaceTerminatingRecogniser.IsMeant(rejected) ? null : new Symptom(State, null)
        {
            Key = ClusterState.KeyOf(rejected.Manifest, rejected.Namespace),
            Since = rejected.At,
            FailsAt = rejected.At,
            Found = $"{(rejected.Reason.Length > 0 ? rejected.Reason + ": " : "")}{Words.OneLine(rejected.Message, 600)}",
            Path = "/" + ApiMessage.RefusedField(rejected.Message),
            Rank = 2,
        };
}
