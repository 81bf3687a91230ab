using System.Globalization;
using System.Text.Json;
using KubeAssert.Conformance.Fixes;
using KubeAssert.Validation;

namespace KubeAssert.Conformance;

/// <summary>Applies the fixes of findings to manifests that a server refused: none may make it worse, and a fix should be enough.</summary>
internal static class FixesCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static int Run(string[] args)
    {
        var options = new Options(args);
        var version = KubernetesVersion.Parse(options["kubernetes"] ?? "1.36");
        var show = int.Parse(options["show"] ?? "10", CultureInfo.InvariantCulture);
        var schemas = options["crds"] is { } crds ? Schemas.WithCrds(Manifests.Parse(File.ReadAllText(crds), crds)) : Schemas.BuiltIn;
        var outcomes = Lines.Of(options.Path)
            .Select(line => JsonSerializer.Deserialize<VerdictsCommand.VerdictRecord>(line, Json)!)
            .AsParallel().AsOrdered()
            .Select(record => (Record: record, Outcome: Of(record, version, schemas)))
            .Where(pair => pair.Outcome is not null)
            .Select(pair => (pair.Record, Outcome: pair.Outcome!))
            .ToList();

        var applied = outcomes.Where(o => o.Outcome.Open is null).ToList();
        Print("worse", applied.Where(o => o.Outcome.IsWorse).ToList(), show);
        Print("still refused", applied.Where(o => !o.Outcome.IsValid && !o.Outcome.IsWorse).ToList(), show);
        foreach (var group in outcomes.Where(o => o.Outcome.Open is not null).GroupBy(o => o.Outcome.Open).OrderByDescending(g => g.Count()).Take(show))
            Console.WriteLine($"left to the reader {group.Count(),5}  {group.Key}");

        var valid = applied.Count(o => o.Outcome.IsValid);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"valid after the fix {100.0 * valid / Math.Max(1, applied.Count):F1}% ({valid}/{applied.Count}), worse {applied.Count(o => o.Outcome.IsWorse)}; left to the reader {outcomes.Count - applied.Count} of {outcomes.Count}"));
        return options.AtLeast(valid, Math.Max(1, applied.Count));
    }

    private static FixOutcome? Of(VerdictsCommand.VerdictRecord record, KubernetesVersion version, Schemas schemas)
    {
        try
        {
            return Manifests.ParseUnchecked(record.Manifest) is [var manifest, ..]
                ? FixOutcome.Of(changed => ManifestValidation.CheckAt(record.ApiVersion, record.Kind, changed, version, schemas), manifest)
                : null;
        }
        catch (ManifestReadException)
        {
            return null; // what can't be read is not fixed by a field
        }
    }

    private static void Print(string title, List<(VerdictsCommand.VerdictRecord Record, FixOutcome Outcome)> outcomes, int show)
    {
        Console.WriteLine($"{title}: {outcomes.Count}");
        foreach (var (record, outcome) in outcomes.Take(show))
            Console.WriteLine($"  {record.Id}  {Text(outcome.Errors[0])}  ==>  {Text(outcome.Remaining[0])}");
    }

    private static string Text(Finding finding) => $"{finding.Path}: {finding.Message} [{finding.Fix}]".ReplaceLineEndings(" ");
}
