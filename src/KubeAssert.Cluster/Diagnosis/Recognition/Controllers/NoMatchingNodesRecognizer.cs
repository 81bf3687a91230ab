using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Controllers;

internal sealed class NoMatchingNodesRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.NoMatchingNodes;

    public override Symptom? InObject(DiagnosisContext context, ObservedObject found)
    {
        if (found is not ObservedWorkload { Key.Kind: "DaemonSet", Desired: 0, IsObserved: true } daemons)
            return null;

        var since = daemons.ChangedAt > context.NodesReadySince ? daemons.ChangedAt : context.NodesReadySince;
        var near = daemons.TemplateNodeSelector.Count > 0 ? Scheduling.NearestLabels(context, daemons.TemplateNodeSelector) : null;
        return new Symptom(State, daemons)
        {
            Since = since,
            FailsAt = context.NodesAreStarting ? null : context.NodesAreKnown ? context.AfterHoping(since, near is not null) : context.AfterGrace(since),
            Found = daemons.TemplateNodeSelector.Count > 0
                ? $"wants nodes with {MessageText.Labels(daemons.TemplateNodeSelector)}; {Admitted(context)}"
                : Admitted(context),
            Nearest = near,
            Evidence = ["status.desiredNumberScheduled is 0"],
            Path = daemons.TemplateNodeSelector.Count > 0 ? "nodeSelector" : "",
        };
    }

    private static string Admitted(DiagnosisContext context) => context.NodesAreKnown ? $"none of {MessageText.Count(context.Nodes.Count, "node")} is admitted" : "no node is admitted";
}
