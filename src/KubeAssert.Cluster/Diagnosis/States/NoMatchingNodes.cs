using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A DaemonSet matches no node.</summary>
    public static ErrorState NoMatchingNodes { get; } = new(
        "NoMatchingNodes",
        ErrorStateClass.Configuration,
        "a DaemonSet matches no node",
        "A DaemonSet runs one pod on each node that its selector, affinity and tolerations admit. No node is admitted, so there is nothing to run, and no event says so.",
        "Correct the nodeSelector or affinity, label the node, or tolerate its taints.",
        "status `desiredNumberScheduled: 0`; there is no event");
}

internal sealed class NoMatchingNodesRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.NoMatchingNodes;

    public override Symptom? InObject(Scene scene, ObservedObject found)
    {
        if (found is not ObservedWorkload { Key.Kind: "DaemonSet", Desired: 0, IsObserved: true } daemons)
            return null;

        var since = daemons.ChangedAt > scene.NodesReadySince ? daemons.ChangedAt : scene.NodesReadySince;
        var near = daemons.TemplateNodeSelector.Count > 0 ? Scheduling.NearestLabels(scene, daemons.TemplateNodeSelector) : null;
        return new Symptom(State, daemons)
        {
            Since = since,
            FailsAt = scene.NodesAreStarting ? null : scene.NodesAreKnown ? scene.AfterHoping(since, near is not null) : scene.AfterGrace(since),
            Found = daemons.TemplateNodeSelector.Count > 0
                ? $"wants nodes with {Words.Labels(daemons.TemplateNodeSelector)}; {Admitted(scene)}"
                : Admitted(scene),
            Nearest = near,
            Evidence = ["status.desiredNumberScheduled is 0"],
            Path = daemons.TemplateNodeSelector.Count > 0 ? "nodeSelector" : "",
        };
    }

    private static string Admitted(Scene scene) => scene.NodesAreKnown ? $"none of {Words.Count(scene.Nodes.Count, "node")} is admitted" : "no node is admitted";
}
