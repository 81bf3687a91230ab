using System.Globalization;

namespace KubeAssert.Validation;

/// <summary>Jobs (batch/v1; batch validation: ValidateJob, validateJobSpec).</summary>
internal static class JobValidation
{
    private const int MostIndexes = 100_000;
    private const int MostAtOnceOfMany = 10_000;
    private const int LongestManagedBy = 63;
    private const int LongestLabel = 63;

    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        var spec = root["spec"];
        var completions = spec.Integer("completions") ?? (spec.Has("parallelism") ? null : 1);
        CheckSpec(spec, completions, problems);
        JobSelectorValidation.Check(root, spec, problems);

        var name = MetadataValidation.NameOf(root["metadata"]);
        if (spec.Boolean("manualSelector") != true && name.Length > LongestLabel && Names.IsDnsSubdomain(name))
            problems.Add("too-long", root["metadata"]["name"], $"has {name.Length} characters; its pods carry it as a label, which has 63 at most", "shorten the name", NodePaths.Child(spec["template"], "labels"));
        if (spec.String("completionMode") == "Indexed" && completions > 0)
        {
            var last = string.Create(CultureInfo.InvariantCulture, $"{name}-{completions - 1}");
            if (!Names.IsDnsLabel(last))
                problems.Add("invalid-name", root["metadata"]["name"], $"makes pods with the hostname {NameForm.Quoted(last)}, which is not {NameForm.DnsLabel.Title}", "shorten the name, and write it without dots");
        }
    }

    /// <summary>What a Job and the template of a CronJob have in common.</summary>
    /// <param name="completions">How many completions there are, with the default that a Job has and a CronJob's template has not.</param>
    public static void CheckSpec(Node spec, long? completions, Problems problems)
    {
        problems.NotNegative(spec, "parallelism");
        problems.NotNegative(spec, "completions");
        problems.NotNegative(spec, "activeDeadlineSeconds");
        problems.NotNegative(spec, "backoffLimit");
        problems.NotNegative(spec, "ttlSecondsAfterFinished");
        problems.NotNegative(spec, "backoffLimitPerIndex");
        problems.NotNegative(spec, "maxFailedIndexes");
        if (spec.Has("maxFailedIndexes") && !spec.Has("backoffLimitPerIndex"))
            problems.Add("required", spec["backoffLimitPerIndex"], "is needed where maxFailedIndexes is set", "set backoffLimitPerIndex");
        CheckManagedBy(spec, problems);
        problems.Supports(spec.Given("completionMode"), "Indexed", "NonIndexed");
        if (spec.String("completionMode") == "Indexed")
            CheckIndexed(spec, completions, problems);
        else
            CheckNotIndexed(spec, problems);

        if (spec.Given("podFailurePolicy") is { } failurePolicy)
            PodFailurePolicyValidation.Check(failurePolicy, spec, problems);
        if (spec.Has("podFailurePolicy"))
            problems.Supports(spec.Given("podReplacementPolicy"), "Failed");
        else
            problems.Supports(spec.Given("podReplacementPolicy"), "Failed", "TerminatingOrFailed");
        PodTemplateValidation.Check(spec, problems);
        CheckRestartPolicy(spec, problems);
    }

    private static void CheckManagedBy(Node spec, Problems problems)
    {
        if (!problems.Has(KubernetesFeature.JobManagedBy) || spec.Given("managedBy") is not { } managedBy)
            return;
        var text = managedBy.AsString() ?? "";
        if (!Names.IsDomainPrefixedPath(text))
            problems.Add("invalid-name", managedBy, $"is {NameForm.Quoted(text)}, which is no path with a domain", "write it as example.com/controller");
        if (text.Length > LongestManagedBy)
            problems.Add("too-long", managedBy, $"has {text.Length} characters; {LongestManagedBy} are allowed", "shorten it");
    }

    private static void CheckIndexed(Node spec, long? completions, Problems problems)
    {
        if (completions is null)
            problems.Add("required", spec["completions"], "is needed where completionMode is Indexed", "set completions");
        var failed = spec.Integer("maxFailedIndexes");
        var parallelism = spec.Integer("parallelism") ?? 1;
        Most(spec, "parallelism", parallelism, MostIndexes, "where completionMode is Indexed", problems);
        if (completions is not null && failed > completions)
            problems.Add("out-of-range", spec["maxFailedIndexes"], string.Create(CultureInfo.InvariantCulture, $"is {failed}; there are {completions} completions"), "lower it");
        Most(spec, "maxFailedIndexes", failed ?? 0, MostIndexes, "", problems);
        if (completions > MostIndexes && spec.Has("backoffLimitPerIndex"))
        {
            if (failed is null)
                problems.Add("required", spec["maxFailedIndexes"], $"is needed with more than {MostIndexes} completions", "set maxFailedIndexes");
            Most(spec, "parallelism", parallelism, MostAtOnceOfMany, $"with more than {MostIndexes} completions", problems);
            Most(spec, "maxFailedIndexes", failed ?? 0, MostAtOnceOfMany, $"with more than {MostIndexes} completions", problems);
        }

        if (spec.Given("successPolicy") is { } successPolicy)
            SuccessPolicyValidation.Check(successPolicy, completions ?? 0, problems);
    }

    private static void CheckNotIndexed(Node spec, Problems problems)
    {
        if (spec.String("completionMode") is "" or "NonIndexed")
        {
            ReadOnlySpan<string> keys = ["backoffLimitPerIndex", "maxFailedIndexes"];
            foreach (var key in keys)
            {
                if (spec.Given(key) is { } node)
                    problems.Add("conflict", node, "needs completionMode: Indexed", $"write completionMode: Indexed, or remove {key}");
            }
        }

        if (spec.Given("successPolicy") is { } policy)
            problems.Add("conflict", policy, "needs completionMode: Indexed", "write completionMode: Indexed, or remove successPolicy");
    }

    private static void Most(Node spec, string key, long value, int most, string when, Problems problems)
    {
        if (value > most)
            problems.Add("out-of-range", spec[key], string.Create(CultureInfo.InvariantCulture, $"is {value}; {most} is the most {when}").TrimEnd(), "lower it");
    }

    /// <summary>Pods of a Job end, so they can't always restart.</summary>
    private static void CheckRestartPolicy(Node spec, Problems problems)
    {
        var pod = spec["template"]["spec"];
        switch (pod.String("restartPolicy"))
        {
            case "" or "Always":
                problems.Add("required", pod["restartPolicy"], pod.Has("restartPolicy") ? "is Always, and the pods of a Job end" : "is not set, and Always, the default, is not for Jobs", "write restartPolicy: Never, or OnFailure");
                break;
            case "OnFailure" when spec.Has("podFailurePolicy"):
                problems.Add("conflict", pod["restartPolicy"], "is OnFailure, and podFailurePolicy needs pods that never restart", "write restartPolicy: Never, or remove podFailurePolicy");
                break;
            case "OnFailure" or "Never":
                break;
            default:
                problems.Supports(pod["restartPolicy"], "OnFailure", "Never");
                break;
        }
    }
}
