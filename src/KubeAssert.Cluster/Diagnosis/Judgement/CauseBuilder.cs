using System.Globalization;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Judgement;

/// <summary>A cause, whether it is a verdict by now, whether it becomes one by time alone, whether it only follows another, and the reference in the manifests that it is about.</summary>
internal readonly record struct Explained(Cause Cause, bool IsFailing, bool IsThreatening, bool Follows, Reference? Reference);

/// <summary>From symptoms to causes: each named at the object that an operator would name, the same one once, the specific before what follows from it.</summary>
internal sealed class CauseBuilder(DiagnosisContext context)
{
    public IReadOnlyList<Explained> Explain(IReadOnlyList<Symptom> symptoms)
    {
        var byRoot = new Dictionary<ObjectKey, List<(Symptom Symptom, List<string> Chain)>>();
        foreach (var symptom in symptoms)
        {
            var (root, chain) = symptom.On is { } on ? OwnerChain.OfUsed(context.State, on) : (symptom.Key!.Value, [symptom.Key.Value.ToString()]);
            if (!context.State.Targets.IsEmpty && !context.State.Targets.ContainsKey(root) && symptom.On is not null)
                continue;
            if (!byRoot.TryGetValue(root, out var list))
                byRoot[root] = list = [];
            list.Add((symptom, chain));
        }

        var causes = new List<Explained>();
        foreach (var (root, all) in byRoot)
            causes.AddRange(OfRoot(root, all));
        var ordered = causes.OrderBy(c => c.IsFailing ? 0 : c.Follows ? 2 : 1).ThenBy(c => c.Cause.Since).ThenBy(c => c.Cause.Object.ToString(), StringComparer.Ordinal).ToList();
        NameOthers(ordered);
        return ordered;
    }

    /// <summary>Who else names what is missing is said once, at the first cause.</summary>
    private void NameOthers(List<Explained> causes)
    {
        var told = new HashSet<ReferenceTarget>();
        for (var i = 0; i < causes.Count && causes[i].IsFailing; i++)
        {
            if (causes[i].Reference is { Target.Selector: null } reference && told.Add(reference.Target) && Correlation.OthersNaming(context.State, reference) is { } others)
                causes[i] = causes[i] with { Cause = causes[i].Cause with { Also = [others, .. causes[i].Cause.Also] } };
        }
    }

    private IEnumerable<Explained> OfRoot(ObjectKey root, List<(Symptom Symptom, List<string> Chain)> all)
    {
        // that the Deployment makes no progress is what its pods' fault looks like from above
        var hasSpecific = all.Any(a => a.Symptom.State != ErrorState.ProgressDeadlineExceeded && a.Symptom.FailsAt is not null && a.Symptom.State.Class != ErrorStateClass.SelfHealing);
        var groups = all.Where(a => !hasSpecific || a.Symptom.State != ErrorState.ProgressDeadlineExceeded)
            .GroupBy(a => (a.Symptom.State, Container: a.Symptom.Container?.Name, a.Symptom.Missing, IsFailing: a.Symptom.FailsAt <= context.Now && !a.Symptom.IsRemark));
        foreach (var group in groups)
        {
            // the pod that shows it first tells the story; the others are counted
            var (symptom, chain) = group.OrderBy(g => g.Symptom.Since).ThenBy(g => g.Chain[^1], StringComparer.Ordinal).First();
            var (cause, reference) = Build(root, symptom, chain, group.Count(g => g.Symptom.On is ObservedPod), group.Key.IsFailing);
            yield return new Explained(
                cause, group.Key.IsFailing, !group.Key.IsFailing && group.Any(g => g.Symptom.FailsAt is not null && !g.Symptom.IsRemark), symptom.Follows || symptom.IsRemark, reference);
        }
    }

    private (Cause Cause, Reference? Reference) Build(ObjectKey root, Symptom symptom, List<string> chain, int pods, bool isFailing)
    {
        var pod = symptom.On as ObservedPod ?? symptom.LogPod;
        if (symptom.LogPod is not null && symptom.On is not ObservedPod)
            chain = OwnerChain.Of(context.State, symptom.LogPod).Chain;
        if (symptom.Container is { } inside)
            chain = [.. chain, $"{(inside.IsInit ? "init container" : "container")} {inside.Name}"];

        var target = context.State.Targets.GetValueOrDefault(root);
        var rejected = context.State.Rejections.GetValueOrDefault(root);
        var written = target ?? (rejected is null ? null : new AppliedManifest(root, rejected.Manifest, rejected.At));
        var (location, path) = Correlation.Place(context.State, written, symptom.Container, symptom.On is ObservedClaim claim && root.Kind == "StatefulSet" ? OfTemplate(root, claim, symptom.Path) : symptom.Path);

        var reference = written is null ? null : Correlation.ReferenceOf(context.State, written, symptom, path);
        if (reference is not null)
            (location, path) = (reference.Location, reference.Path);

        var cause = new Cause
        {
            Object = root,
            State = symptom.State,
            Container = symptom.Container?.Name,
            Chain = chain,
            Found = symptom.Found,
            ExitCode = symptom.ExitCode,
            Missing = symptom.Missing,
            Evidence = Evidence(symptom, pod).ToArray(),
            Explanation = symptom.Explanation ?? symptom.State.Explanation,
            Fix = reference?.Nearest?.Fix ?? symptom.Fix ?? symptom.State.Fix,
            Also = isFailing ? Correlation.Remarks(context, written, pod, symptom.Missing, reference).ToArray() : [],
            Location = location,
            Path = path,
            Nearest = (reference is null ? null : Correlation.NearestOf(reference)) ?? symptom.Nearest,
            Pods = pods,
            Since = symptom.Since,
            LogWanted = symptom.WantsLog ? LogOf(symptom, pod) : null,
        };
        return (cause, reference);
    }

    // a StatefulSet's claim is called TEMPLATE-SET-ORDINAL
    private static string OfTemplate(ObjectKey set, ObservedClaim claim, string path) =>
        claim.Key.Name.LastIndexOf($"-{set.Name}-", StringComparison.Ordinal) is > 0 and var at ? $"/spec.volumeClaimTemplates[metadata.name={claim.Key.Name[..at]}]{path.Replace("/", ".", StringComparison.Ordinal)}" : path;

    private LogRequest? LogOf(Symptom symptom, ObservedPod? pod)
    {
        var container = symptom.Container ?? pod?.Containers.FirstOrDefault(c => c.Role == ObservedRole.Main);
        return pod is null || container is null || (!container.IsRunning && container.LastTermination is null && container.Exits == 0)
            ? null
            : new LogRequest(pod.Key.Namespace ?? "default", pod.Key.Name, container.Name, container.IsRunning && container.Restarts > 0 && symptom.State != ErrorState.Unhealthy, context.WaitPolicy.LogLines);
    }

    private IEnumerable<string> Evidence(Symptom symptom, ObservedPod? pod)
    {
        if (symptom.Container is { } container && container.HasStatus)
            yield return $"container {container.Name}: {Describe(container)}";
        if (symptom.WantsLog && symptom.Container?.LastTermination is { Message: { Length: > 0 } last })
            yield return $"its termination message: {MessageText.OneLine(last, 400)}";
        foreach (var line in symptom.Evidence)
            yield return line;
        if (pod is null || symptom.Evidence.Any(e => e.StartsWith("event ", StringComparison.Ordinal)))
            yield break;

        // nothing was quoted yet: the last warnings are what an operator would read next
        foreach (var said in context.State.EventsOf(pod).Where(e => e.IsWarning && (symptom.Container is null || e.FieldPath.Length == 0 || e.FieldPath == symptom.Container.FieldPath))
                     .OrderBy(e => e.LastSeen).TakeLast(2))
        {
            yield return context.Describe(said);
        }
    }

    private string Describe(ObservedContainer container)
    {
        var state = container.Terminated is { } ended ? "ended with " + Exit(ended)
            : container.IsRunning ? $"{(container.Ready ? "ready" : "running, not ready")} for {MessageText.Duration(context.Now - container.Since)}"
            : $"waiting, {(container.WaitingReason is { Length: > 0 } reason ? reason : "no reason given")}";
        return state
            + (container.Restarts > 0 ? $", restarted {MessageText.Times(container.Restarts)}" : "")
            + (container.Terminated is null && container.Last is { } last ? $"; before that it ended with {Exit(last)}" : "");
    }

    private static string Exit(Termination ended) =>
        $"exit code {ended.ExitCode.ToString(CultureInfo.InvariantCulture)}{(ended.Reason is "" or "Error" or "Completed" ? "" : $", {ended.Reason}")}{(ended.Signal > 0 ? $", signal {ended.Signal}" : "")} ({ExitCodes.Meaning(ended)})"
        + (ended is { StartedAt: { } started, FinishedAt: { } finished } && finished >= started && started.Year > 2000 ? $" after {MessageText.Duration(finished - started)}" : "");
}
