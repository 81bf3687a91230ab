using System.Text.RegularExpressions;
using KubeAssert.Cluster.Diagnosing.Recognition.Networking;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Controllers;

/// <summary>
/// The Service behind a webhook that did not answer. Controllers try again after pauses that double (41 s, 82 s, ...), so a refusal that is
/// older than the webhook's readiness says nothing about the next try.
/// </summary>
internal static partial class WebhookServices
{
    /// <summary>Since when the next try may succeed; null where the refusal still holds.</summary>
    public static DateTimeOffset? Retried(DiagnosisContext context, string message, ObservedWorkload workload, IReadOnlyList<ObservedEvent> refusals)
    {
        if (ServiceOf(message, workload) is not { } key || context.State.Find<ObservedService>(key) is not { } service)
            return null;
        if (!Endpoints.AreReady(context, service))
            return InMotion.IsComing(context, service) ? context.Now : null;
        var readySince = context.Slices(key).Min(s => s.ReadySince) ?? service.FirstSeen;
        var refused = refusals.Count == 0 ? workload.FirstSeen : refusals.Max(e => e.LastSeen);
        return refused <= readySince ? readySince : null;
    }

    // the address of a webhook's Service: https://NAME.NAMESPACE.svc:443/path
    private static ObjectKey? ServiceOf(string message, ObservedWorkload workload)
    {
        if (Address().Match(message) is { Success: true } match)
            return ObjectKey.Core("Service", match.Groups["namespace"].Value, match.Groups["name"].Value);
        return ApiMessage.Quoted(message, "service ") is { } name ? ObjectKey.Core("Service", workload.Key.Namespace, name) : null;
    }

    [GeneratedRegex("""https://(?<name>[a-z0-9-]+)\.(?<namespace>[a-z0-9-]+)\.svc[:/]""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();
}
