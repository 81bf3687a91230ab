using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Networking;

/// <summary>Whether a Service's traffic arrives, and why not.</summary>
internal static class Endpoints
{
    /// <summary>Whether some endpoint is ready and takes traffic on every port that a selected pod could have.</summary>
    public static bool AreReady(DiagnosisContext context, ObservedService service)
    {
        var slices = Slices(context, service).ToList();
        return service.PublishesNotReady
            ? slices.Any(s => s.Total > 0)
            : slices.Any(s => s.ReadyCount > 0 && (service.Ports.Count == 0 || s.PortCount > 0)) && UnknownPort(context, service) is null;
    }

    /// <summary>Whether it selects pods, or templates that pods are made of.</summary>
    public static bool HasPods(DiagnosisContext context, ObservedService service) =>
        Selected(context, service).Any() || Templates(context, service).Any(t => t.Desired > 0 || t.Key.Kind == "DaemonSet");

    public static Symptom? Judge(DiagnosisContext context, ObservedService service, ErrorState state)
    {
        if (AreReady(context, service))
            return null;

        var pods = Selected(context, service).ToList();
        var templates = Templates(context, service).ToList();
        var since = context.Latest([service, .. templates]);
        var symptom = new Symptom(state, service) { Since = since, Found = "" };

        if (pods.Count == 0 && templates.Count == 0 && RuntimeLabels.Awaited(context, service) is { } awaited)
        {
            return symptom with
            {
                Since = awaited.Since, FailsAt = awaited.FailsAt, Found = awaited.Found, Fix = awaited.Fix, Path = "/spec.selector", Rank = 22,
            };
        }

        if (pods.Count == 0 && templates.Count == 0)
        {
            // labels nearly right are a slip of the pen; others may be carried by what is applied later, or by an operator's pods
            var near = Nearest(context, service);
            var isNearMiss = near is not null && IsNearMiss(service.Selector, near.TemplateLabels) && !context.State.Targets.Values.Any(t => InMotion.IsCustom(t.Key.Group))
                && !context.State.Of<ObservedService>("", "Service").Any(s => s.Key.Namespace == near.Key.Namespace && s.Selects(near.TemplateLabels));
            return symptom with
            {
                FailsAt = context.AfterHoping(since, isNearMiss),
                Found = $"selects {MessageText.Labels(service.Selector)}; no pod and no pod template carries that",
                Explanation = "A Service sends its traffic to the pods that carry all the labels of its selector. None does, so callers get no connection.",
                Nearest = near is null ? null : $"{near.Key} carries {MessageText.Labels(near.TemplateLabels)}{Correlation.PlaceOf(context.State, near.Key)}",
                Fix = near is null ? "select the labels of the pods' template" : $"select {Suggest(service, near)}",
                Path = "/spec.selector",
            };
        }

        if (UnknownPort(context, service) is { } port)
        {
            var known = pods.SelectMany(p => p.Containers).SelectMany(c => c.PortNames).Concat(templates.SelectMany(t => t.TemplatePortNames)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            return symptom with
            {
                FailsAt = context.AfterSettling(since),
                Found = $"sends to port \"{port.TargetName}\", which no container of the selected pods names",
                Explanation = "A target port given by name is looked up among the containers' ports. Where no container has it, the endpoints have no port, and callers get no connection.",
                Nearest = known.Count == 0 ? "the pods' containers name no ports" : $"the pods' containers name {MessageText.List(known)}",
                Fix = known.Count == 1 ? $"set targetPort to {known[0]}, or name the container's port {port.TargetName}" : $"set targetPort to a number, or name the container's port {port.TargetName}",
                Path = $"/spec.ports[{service.Ports.ToList().IndexOf(port)}].targetPort",
            };
        }

        return symptom with
        {
            Found = pods.Count == 0 ? $"waits for the pods of {templates[0].Key}" : $"waits for its {MessageText.Count(pods.Count, "pod")} to become ready",
            Path = "/spec.selector",
            Rank = 22,
            Follows = true,
        };
    }

    private static IEnumerable<ObservedEndpoints> Slices(DiagnosisContext context, ObservedService service) =>
        context.Slices(service.Key);

    private static IEnumerable<ObservedPod> Selected(DiagnosisContext context, ObservedService service) =>
        context.State.Pods.Where(p => p.Key.Namespace == service.Key.Namespace && !p.IsDeleting && !p.IsOver && service.Selects(p.Labels));

    private static IEnumerable<ObservedWorkload> Templates(DiagnosisContext context, ObservedService service) =>
        context.Templates.Where(w => w.Key.Namespace == service.Key.Namespace && RuntimeLabels.Selects(service, w));

    private static ObservedPort? UnknownPort(DiagnosisContext context, ObservedService service)
    {
        if (service.Ports.All(p => p.TargetName is null))
            return null;
        var names = Selected(context, service).SelectMany(p => p.Containers).SelectMany(c => c.PortNames)
            .Concat(Templates(context, service).SelectMany(t => t.TemplatePortNames)).ToHashSet(StringComparer.Ordinal);
        return service.Ports.FirstOrDefault(p => p.TargetName is not null && !names.Contains(p.TargetName) && (Selected(context, service).Any() || Templates(context, service).Any()));
    }

    // most labels in common by key and value, then by key
    private static ObservedWorkload? Nearest(DiagnosisContext context, ObservedService service) =>
        context.Templates.Where(w => w.Key.Namespace == service.Key.Namespace && w.TemplateLabels.Count > 0)
            .Select(w => (Workload: w, Score: service.Selector.Sum(s => !w.TemplateLabels.TryGetValue(s.Key, out var v) ? 0 : v == s.Value ? 100 : Texts.Nearest.IsNear(s.Value, v) ? 10 : 1)))
            .Where(w => w.Score > 0).OrderByDescending(w => w.Score).ThenBy(w => w.Workload.Key.Name == service.Key.Name ? 0 : 1)
            .ThenBy(w => w.Workload.Key.Name, StringComparer.Ordinal).Select(w => w.Workload).FirstOrDefault();

    // every label is there with the same or nearly the same value; another value is another workload's
    private static bool IsNearMiss(IReadOnlyDictionary<string, string> selector, IReadOnlyDictionary<string, string> labels) =>
        selector.All(s => labels.TryGetValue(s.Key, out var value) && (Texts.Nearest.IsNear(s.Value, value) || Holds(s.Value, value) || Holds(value, s.Value)));

    // webapp and web
    private static bool Holds(string longer, string shorter) => shorter.Length > 2 && longer.Contains(shorter, StringComparison.OrdinalIgnoreCase);

    private static string Suggest(ObservedService service, ObservedWorkload near) =>
        MessageText.Labels(service.Selector.Where(s => near.TemplateLabels.ContainsKey(s.Key)).ToDictionary(s => s.Key, s => near.TemplateLabels[s.Key], StringComparer.Ordinal));
}
