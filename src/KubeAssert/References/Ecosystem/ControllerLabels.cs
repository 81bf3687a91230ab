using System.Globalization;

namespace KubeAssert.References.Ecosystem;

/// <summary>
/// Labels that Kubernetes' own controllers set on the pods that they create (kubernetes.io/docs/reference/labels-annotations-taints): no
/// template has them written, and Services, policies and budgets select by them.
/// </summary>
internal static class ControllerLabels
{
    private const string PodName = "statefulset.kubernetes.io/pod-name";
    private const string PodIndex = "apps.kubernetes.io/pod-index";
    private const string JobName = "batch.kubernetes.io/job-name";
    private const string CompletionIndex = "batch.kubernetes.io/job-completion-index";

    private static readonly Dictionary<string, HashSet<string>> Kinds = new Dictionary<string, string>
    {
        [PodName] = "StatefulSet",
        [PodIndex] = "StatefulSet",
        ["controller-revision-hash"] = "StatefulSet DaemonSet",
        ["pod-template-generation"] = "DaemonSet",
        ["pod-template-hash"] = "Deployment ReplicaSet",
        ["job-name"] = "Job CronJob",
        [JobName] = "Job CronJob",
        ["controller-uid"] = "Job CronJob",
        ["batch.kubernetes.io/controller-uid"] = "Job CronJob",
        [CompletionIndex] = "Job CronJob",
    }.ToDictionary(row => row.Key, row => row.Value.Split(' ').ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

    public static bool Contains(string key) => Kinds.ContainsKey(key);

    /// <summary>Whether some pod of a template meets a requirement on one of these labels.</summary>
    public static bool MayMeet(PodTemplate template, LabelRequirement requirement)
    {
        var isSet = Kinds[requirement.Key].Contains(template.Workload.Kind) && (requirement.Key != CompletionIndex || IsIndexed(template.Workload));
        return requirement.Operator switch
        {
            LabelOperator.Exists => isSet,
            LabelOperator.DoesNotExist => !isSet,
            LabelOperator.NotIn => true,
            LabelOperator.In => isSet && requirement.Values.Any(value => IsPossible(template.Workload, requirement.Key, value)),
            _ => false,
        };
    }

    private static bool IsPossible(Workload workload, string key, string value) => key switch
    {
        PodName => value.StartsWith(workload.Name + "-", StringComparison.Ordinal) && IsOrdinal(workload, value[(workload.Name.Length + 1)..]),
        PodIndex => IsOrdinal(workload, value),
        "job-name" or JobName => workload.Kind == "Job" ? value == workload.Name : value.StartsWith(workload.Name + "-", StringComparison.Ordinal),
        CompletionIndex => Number(value) is { } index && index < (JobOf(workload)["completions"].AsInteger() ?? long.MaxValue),
        _ => true,
    };

    /// <summary>Replicas may be scaled: without a number only the form of an ordinal counts.</summary>
    private static bool IsOrdinal(Workload workload, string text) =>
        Number(text) is { } ordinal && ordinal >= (workload.Spec["ordinals"]["start"].AsInteger() ?? 0);

    private static bool IsIndexed(Workload workload) => JobOf(workload)["completionMode"].Text == "Indexed";

    private static Node JobOf(Workload workload) => workload.Kind == "CronJob" ? workload.Spec["jobTemplate"]["spec"] : workload.Spec;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (text.Length == 1 || text[0] != '0') ? number : null;
}
