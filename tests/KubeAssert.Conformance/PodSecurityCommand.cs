using System.Text.Json;

namespace KubeAssert.Conformance;

/// <summary>Compares both levels of the Pod Security Standards with what the real admission decided.</summary>
internal static class PodSecurityCommand
{
    public static int Run(string[] arguments)
    {
        var options = new Options(arguments);
        var (pods, baseline, restricted) = (0, 0, 0);
        foreach (var line in Lines.Of(options.Path))
        {
            using var record = JsonDocument.Parse(line);
            var pod = Manifests.Parse(record.RootElement.GetProperty("manifest").GetString()!, record.RootElement.GetProperty("id").GetString()!);
            pods++;
            baseline += Agree(record.RootElement, pod, PodSecurity.Baseline, "baseline");
            restricted += Agree(record.RootElement, pod, PodSecurity.Restricted, "restricted");
        }

        Console.WriteLine(FormattableString.Invariant($"agreement baseline {100.0 * baseline / pods:F2}%, restricted {100.0 * restricted / pods:F2}% ({pods} pods)"));
        return options.AtLeast(Math.Min(baseline, restricted), pods);
    }

    private static int Agree(JsonElement record, ManifestSet pod, Policy policy, string level)
    {
        var theirs = record.GetProperty(level);
        var findings = policy.Evaluate(pod).Findings;
        if (findings.Count == 0 == (theirs.GetProperty("verdict").GetString() == "accept"))
            return 1;

        Console.WriteLine($"{record.GetProperty("id")} {level}: Kubernetes {theirs}, here {findings.Count} findings");
        foreach (var finding in findings)
            Console.WriteLine($"  {finding}");
        return 0;
    }
}
