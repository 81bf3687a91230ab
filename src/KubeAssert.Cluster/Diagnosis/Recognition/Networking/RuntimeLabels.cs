using System.Globalization;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Networking;

/// <summary>Labels that no template carries: those that controllers set on each pod, and those that a program sets on its own pod.</summary>
internal static class RuntimeLabels
{
    /// <summary>Why a Service waits for a label that is set at run time, and until when.</summary>
    internal sealed record Awaiting(DateTimeOffset Since, DateTimeOffset? FailsAt, string Found, string Fix);

    /// <summary>Whether pods of the workload carry, or will carry, all labels of the Service's selector.</summary>
    public static bool Selects(ObservedService service, ObservedWorkload workload) =>
        service.Selector.Count > 0 && service.Selector.All(s => IsCarried(workload, s.Key, s.Value));

    /// <summary>
    /// A Service whose selector agrees with a template as far as the template goes, and adds labels that no template carries: a program that
    /// elects a leader labels its own pod. It does so once it runs, so waiting is pointless only when the pods have been ready for a while.
    /// </summary>
    public static Awaiting? Awaited(DiagnosisContext context, ObservedService service)
    {
        var templates = context.Templates.Where(t => t.Key.Namespace == service.Key.Namespace).ToList();
        var workload = templates.FirstOrDefault(t => AgreesInPart(service, t));
        if (workload is null)
            return null;
        var added = service.Selector.Where(s => !IsCarried(workload, s.Key, s.Value)).ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
        if (added.Keys.Any(key => templates.Any(t => t.TemplateLabels.ContainsKey(key))))
            return null;

        var pods = context.State.PodsOf(workload).Where(p => !p.IsDeleting && !p.IsOver).ToList();
        var ready = pods.Where(p => p.IsReady).Select(p => p.Condition("Ready")!.Since).ToList();
        var since = context.Latest(service, workload);
        if (ready.Count > 0 && ready.Max() > since)
            since = ready.Max();
        var areUp = pods.Count > 0 && ready.Count == pods.Count;
        var labels = MessageText.Labels(added);
        return new Awaiting(
            since,
            areUp ? context.AfterGrace(context.AfterGrace(since)) : null,
            $"selects {MessageText.Labels(service.Selector)}; no pod of {workload.Key} carries {labels}, nor does its template",
            $"remove {labels} from the selector or add it to the template of {workload.Key}; if the program sets it on its own pod, see why it does not");
    }

    private static bool AgreesInPart(ObservedService service, ObservedWorkload workload)
    {
        var agrees = 0;
        foreach (var (key, value) in service.Selector)
        {
            if (IsCarried(workload, key, value))
                agrees++;
            else if (workload.TemplateLabels.ContainsKey(key) || IsSetByControllers(key))
                return false;
        }

        return agrees > 0;
    }

    private static bool IsCarried(ObservedWorkload workload, string key, string value)
    {
        if (workload.TemplateLabels.TryGetValue(key, out var written))
            return written == value;
        var name = workload.Key.Name;
        return (workload.Key.Kind, key) switch
        {
            ("StatefulSet", "statefulset.kubernetes.io/pod-name") =>
                value.StartsWith(name + "-", StringComparison.Ordinal) && IsOrdinal(workload, value[(name.Length + 1)..]),
            ("StatefulSet", "apps.kubernetes.io/pod-index") => IsOrdinal(workload, value),
            ("Job", "job-name" or "batch.kubernetes.io/job-name") => value == name,
            _ => false,
        };
    }

    private static bool IsSetByControllers(string key) =>
        key is "statefulset.kubernetes.io/pod-name" or "apps.kubernetes.io/pod-index" or "job-name" or "batch.kubernetes.io/job-name";

    private static bool IsOrdinal(ObservedWorkload workload, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
        && ordinal >= workload.FirstOrdinal && ordinal - workload.FirstOrdinal < workload.Desired;
}
