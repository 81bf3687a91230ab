using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Controllers;

/// <summary>Why the API server refuses a controller's pods.</summary>
internal static class Creation
{
    // an event may be told later than what came after it, as each kind has a watch of its own
    private static readonly TimeSpan WatchLag = TimeSpan.FromSeconds(3);

    // what decides whether a pod is taken
    private static readonly (string Group, string Kind)[] Rules =
    [
        ("", "ResourceQuota"), ("", "LimitRange"), ("", "Namespace"),
        ("admissionregistration.k8s.io", "ValidatingWebhookConfiguration"), ("admissionregistration.k8s.io", "MutatingWebhookConfiguration"),
        ("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"), ("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"),
    ];

    /// <summary>Whether pods are still lacking after the last refusal. A ReplicaSet says so in a condition; the others only by their pods.</summary>
    public static bool IsShort(DiagnosisContext context, ObservedWorkload workload, IReadOnlyList<ObservedEvent> failures)
    {
        var made = context.Events(workload, "SuccessfulCreate").Select(e => e.LastSeen).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        var pods = context.State.PodsOf(workload).Count(p => !p.IsDeleting);
        if (workload.Key.Kind == "CronJob")
            return failures[^1].LastSeen >= made;
        var wanted = workload.Key.Kind == "Job" ? 1 : workload.Desired;
        return pods < wanted && failures[^1].LastSeen >= made && !(workload.Key.Kind == "Job" && workload.Succeeded > 0);
    }

    public static DateTimeOffset FirstSince(DiagnosisContext context, ObservedWorkload workload, IReadOnlyList<ObservedEvent> failures)
    {
        var made = context.Events(workload, "SuccessfulCreate").Select(e => e.LastSeen).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        return failures.Where(f => f.LastSeen >= made).Select(f => f.FirstSeen > made ? f.FirstSeen : f.LastSeen).DefaultIfEmpty(context.Now).Min();
    }

    public static Symptom Read(DiagnosisContext context, ObservedWorkload workload, string message, Symptom symptom)
    {
        var core = Core(message);
        var isQuota = Has(message, "exceeded quota");
        if (isQuota && ProgressedAt(context, workload) is { } progressed && progressed > symptom.Since)
            symptom = symptom with { Since = progressed };
        var grace = context.AfterGrace(symptom.Since);
        var settled = context.AfterSettling(symptom.Since);

        // an older pod of that name still has to go, or the quota's use is still being counted
        if (Has(message, "already exists") || Has(message, "object is being deleted") || Has(message, "status unknown for quota"))
            return symptom with { FailsAt = null, Found = $"its pods can't be made yet: {core}" };

        // controllers try again after pauses that double: what was refused under other rules, or beside pods that are gone now, may be taken the next time
        var refusals = context.State.EventsOf(workload).Where(e => e.Reason is "FailedCreate" or "ReplicaSetCreateError").ToList();
        if (new[] { RulesChangedAt(context, workload.Key.Namespace), isQuota ? context.State.PodGoneAt : null }.Max() is { } changed
            && changed + WatchLag > refusals.Select(e => e.LastSeen).DefaultIfEmpty(symptom.Since).Max())
        {
            return symptom with
            {
                Since = changed,
                FailsAt = refusals.Count > 0 ? null : context.AfterGrace(changed),
                Found = $"its pods were refused, and the rules have changed since; the next try will tell: {core}",
            };
        }

        if (isQuota)
        {
            // pods on their way out give back what they hold: an older revision's, once the new ones are ready, and those that end by themselves
            var siblings = context.State.OwnerOf(workload) is { } deployment ? context.State.ChildrenOf(deployment).OfType<ObservedWorkload>().Where(r => r.Key != workload.Key).ToList() : [];
            var frees = siblings.Any(r => r.Current > r.Desired || context.State.PodsOf(r).Any(p => p.IsDeleting))
                || (siblings.Any(r => context.State.PodsOf(r).Any()) && context.State.PodsOf(workload).Any(p => !p.IsReady))
                || context.State.Pods.Any(p => p.Key.Namespace == workload.Key.Namespace && !p.IsOver && p.Owner is { Kind: "Job" });
            return symptom with
            {
                FailsAt = frees ? null : grace,
                Found = $"its pods exceed a quota: {core}",
                Fix = "ask for less, run fewer replicas, or raise the ResourceQuota",
                Path = "/spec.replicas",
                Explanation = "The namespace's ResourceQuota is used up, so further pods are refused until something else is gone.",
            };
        }

        if (Has(message, "failed quota") && Has(message, "must specify"))
            return symptom with { FailsAt = grace, Found = $"a quota wants resources to be given: {core}", Fix = "give every container the requests and limits that the quota counts, or make a LimitRange with defaults", Path = "containers" };

        if (Has(message, "violates PodSecurity"))
        {
            return symptom with
            {
                FailsAt = settled,
                Found = core,
                Explanation = $"The namespace enforces a Pod Security level that the pod template does not meet. The {Kind(context, workload)} itself is accepted; its pods are not.",
                Fix = $"set what each clause asks for; PodSecurity.{(Has(message, "PodSecurity \"baseline") ? "Baseline" : "Restricted")} checks it without a cluster",
                Path = "securityContext",
            };
        }

        if (IsLimitRange(message))
            return symptom with { FailsAt = grace, Found = $"a LimitRange forbids it: {core}", Fix = "set resources within the LimitRange", Path = "containers" };

        if (Has(message, "failed calling webhook"))
        {
            if (WebhookServices.Retried(context, message, workload, refusals) is { } waits)
                return symptom with { Since = waits, FailsAt = null, Found = $"an admission webhook did not answer; its pods are coming up or are up by now, and the next try will tell: {core}" };

            // a webhook that was just deployed answers once its pod runs; one whose Service is not there never does
            var isNowhere = ApiMessage.Quoted(message, "service ") is { } service && Has(message, $"service \"{service}\" not found");
            var isComing = context.State.Pods.Any(p => !p.IsOver && !p.IsReady);
            var policy = isNowhere ? grace : symptom.Since + context.WaitPolicy.NodeOperationTimeout + (isComing ? context.WaitPolicy.NodeOperationTimeout : TimeSpan.Zero);
            return symptom with { Since = isNowhere ? symptom.Since : policy, FailsAt = policy, Found = $"an admission webhook does not answer: {core}", Fix = "wait for the webhook's own pods, or deploy it first; failurePolicy: Ignore lets pods through without it" };
        }

        if (Has(message, "denied the request") || Has(message, "ValidatingAdmissionPolicy") || Has(message, "denied by"))
            return symptom with { FailsAt = grace, Found = $"an admission rule denies it: {core}", Fix = "meet the rule, or exempt the namespace from it" };

        if (ApiMessage.MissingObject(message, workload.Key.Namespace) is { } missing)
        {
            return Missing.Object(context, symptom with { FailsAt = grace, Found = $"its pods need {missing}, which does not exist", Path = PathOf(missing) }, missing, workload);
        }

        return symptom with
        {
            FailsAt = Has(message, "being terminated") || Has(message, "is invalid") ? settled : grace,
            Found = $"its pods are refused: {core}",
        };
    }

    // one pod made, or one gone: a quota lets a rolling update through step by step
    private static DateTimeOffset? ProgressedAt(DiagnosisContext context, ObservedWorkload workload) =>
        context.Events(workload, "SuccessfulCreate").Select(e => (DateTimeOffset?)e.LastSeen).Append(context.State.PodGoneAt).Max();

    private static DateTimeOffset? RulesChangedAt(DiagnosisContext context, string? ns)
    {
        var seen = Rules.SelectMany(r => context.State.Of<ObservedObject>(r.Group, r.Kind)).Where(o => o.ChangedAt > o.FirstSeen || o.FirstSeen > context.State.StartedAt + WatchLag)
            .Where(o => o.Key.Namespace is null || o.Key.Namespace == ns).Select(o => (DateTimeOffset?)o.ChangedAt);
        var applied = context.State.Targets.Values.Where(t => t.At > context.State.StartedAt && Rules.Contains((t.Key.Group, t.Key.Kind)) && (t.Key.Namespace is null || t.Key.Namespace == ns)).Select(t => (DateTimeOffset?)t.At);
        return seen.Concat(applied).Max();
    }

    private static string Kind(DiagnosisContext context, ObservedWorkload workload) => (context.State.OwnerOf(workload) ?? workload).Key.Kind;

    private static bool IsLimitRange(string message) =>
        Has(message, "usage per Container") || Has(message, "usage per Pod") || Has(message, "usage per PersistentVolumeClaim") || Has(message, "limit to request ratio");

    private static string PathOf(ObjectKey missing) => missing.Kind switch
    {
        "ServiceAccount" => "serviceAccountName",
        "PriorityClass" => "priorityClassName",
        "RuntimeClass" => "runtimeClassName",
        _ => "",
    };

    // the pod's random name says nothing
    private static string Core(string message)
    {
        var at = message.IndexOf("is forbidden: ", StringComparison.Ordinal);
        return MessageText.OneLine(at < 0 ? message.Replace("Error creating: ", "", StringComparison.Ordinal) : message[(at + "is forbidden: ".Length)..], 600);
    }

    private static bool Has(string message, string sign) => message.Contains(sign, StringComparison.OrdinalIgnoreCase);
}
