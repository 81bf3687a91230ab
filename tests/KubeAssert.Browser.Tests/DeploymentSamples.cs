using System.Globalization;
using KubeAssert.Cluster;
using KubeAssert.Conformance.Replay;
using KubeAssert.Reports;

namespace KubeAssert.Browser.Tests;

/// <summary>Reports of deployments to look at.</summary>
internal static class DeploymentSamples
{
    /// <summary>A recorded deployment: its first failing verdict, or its end.</summary>
    public static async Task<Report> RecordedAsync(string scenario) => (await ReplayAsync(scenario)).ToReport();

    public static async Task<Diagnosis> ReplayAsync(string scenario)
    {
        var result = await Replayer.RunAsync(Scenario.Load(Path.Combine(AppContext.BaseDirectory, "Scenarios", scenario)));
        return result.FirstFailing ?? result.Last;
    }

    /// <summary>A deployment of many workloads that start side by side, some of them failing.</summary>
    public static Report Large(int workloads, int failing = 0)
    {
        var random = new Random(workloads);
        var tracks = Enumerable.Range(0, workloads).Select(i => Track(i, random, i < failing))
            .OrderByDescending(t => t.Outcome).ThenByDescending(t => t.End).ToList();
        var seconds = tracks.Max(t => t.End) + 3;
        return Report.OfDeployment([], new ReportDeployment
        {
            Id = "1",
            Title = "Namespace shop-x7k2",
            Outcome = failing > 0 ? ReportOutcome.Failing : ReportOutcome.Ready,
            Verdict = failing > 0 ? $"{failing} of {workloads + 12} objects will not become ready, known after {TimeText.Of(seconds)}" : $"all {workloads + 12} objects are ready after {TimeText.Of(seconds)}",
            Slowest = failing > 0 ? null : $"{tracks[0].Object} was ready last, after {TimeText.Of(tracks[0].End)}; its longest step was {tracks[0].Steps.MaxBy(s => s.Seconds)!.Name}",
            Demand = failing > 0 ? "become ready within 2 min" : null,
            Seconds = seconds,
            Tracks = tracks,
            Others = 12,
        }, workloads + 12, null);
    }

    /// <summary>A deployment whose names try to be more than text.</summary>
    public static Report Hostile()
    {
        const string attack = "</script><script>window.attacked=1</script><img src=x onerror=window.attacked=1>\\\"'`${1}";
        var finding = new Finding { RuleId = "cluster/CrashLoopBackOff", Location = new Location($"{attack}.yaml", 3, 1), Path = attack, Message = attack, Nearest = attack, Fix = attack };
        var details = new[] { new ReportDetail("seen", [attack, "\u202Eevil " + new string('y', 3000)]), new ReportDetail("log, last lines", [attack, new string('z', 3000)], IsLog: true) };
        return Report.OfDeployment([new DiagnosedFinding(finding, attack, details)], new ReportDeployment
        {
            Id = attack,
            Title = attack,
            Outcome = ReportOutcome.Failing,
            Verdict = attack,
            Slowest = attack,
            Demand = attack,
            Seconds = 1e9,
            Tracks =
            [
                new ReportTrack { Object = attack, Namespace = attack, Outcome = ReportOutcome.Failing, Note = attack, Steps = [new ReportStep(ReportStepKind.Pull, "pull " + attack + new string('x', 180), 0, 1e9, IsOpen: true)] },
                new ReportTrack { Object = "Job/none", Outcome = ReportOutcome.Waiting },
            ],
        }, 1, null);
    }

    private static ReportTrack Track(int i, Random random, bool fails)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{(i % 9 == 4 ? "StatefulSet" : i % 13 == 7 ? "Job" : "Deployment")}/{Names[i % Names.Length]}{(i >= Names.Length ? $"-{i / Names.Length}" : "")}");
        var steps = new List<ReportStep>();
        double at = 0.1;
        if (i % 7 == 3)
            Add(ReportStepKind.Create, "create the pod", 1 + random.NextDouble() * 2);
        Add(ReportStepKind.Schedule, "schedule", i % 11 == 5 ? 4 : 0.05);
        if (i % 3 == 0)
            Add(ReportStepKind.Prepare, "volumes and network", 1 + random.NextDouble() * 3);
        Add(ReportStepKind.Pull, $"pull registry.example.com/shop/{Names[i % Names.Length]}:1.{i % 30}", 0.4 + Math.Pow(random.NextDouble(), 4) * 30);
        if (i % 4 == 1)
            Add(ReportStepKind.Init, "init migrate", 2 + random.NextDouble() * 6);
        if (fails)
        {
            steps.Add(new ReportStep(ReportStepKind.Waiting, "CrashLoopBackOff", at, 42 - Math.Min(at, 40), IsOpen: true));
            return new ReportTrack { Object = name, Outcome = ReportOutcome.Failing, Steps = steps };
        }

        Add(ReportStepKind.Start, "start containers", 0.2 + random.NextDouble() * 0.6);
        if (i % 13 == 7)
            Add(ReportStepKind.Run, "run", 3 + random.NextDouble() * 9);
        else
            Add(ReportStepKind.Probes, "readiness probes", 0.5 + random.NextDouble() * 9);
        return new ReportTrack { Object = name, Outcome = ReportOutcome.Ready, Note = i % 3 == 2 ? "the slowest of 3 pods, the first ready after 4.1 s" : "", Steps = steps };

        void Add(ReportStepKind kind, string step, double seconds)
        {
            steps.Add(new ReportStep(kind, step, at, seconds));
            at += seconds;
        }
    }

    private static readonly string[] Names = ["web", "api", "orders", "payments", "database", "search", "mailer", "migrate", "images", "invoices-and-reminders", "cart", "login", "catalogue", "queue", "cache"];
}
