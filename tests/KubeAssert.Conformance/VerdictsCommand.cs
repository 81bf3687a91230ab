using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using KubeAssert.Validation;

namespace KubeAssert.Conformance;

/// <summary>Compares verdicts on manifests with those of a real kube-apiserver, recorded one a line.</summary>
internal static partial class VerdictsCommand
{
    public static int Run(string[] args)
    {
        var options = new Options(args);
        var version = KubernetesVersion.Parse(options["kubernetes"] ?? KubernetesVersion.Newest.ToString());
        var show = int.Parse(options["show"] ?? "3", CultureInfo.InvariantCulture);
        var schemas = options["crds"] is { } crds ? Schemas.WithCrds(Manifests.Parse(File.ReadAllText(crds), crds)) : Schemas.BuiltIn;
        var outcomes = Read(options.Path)
            .Where(r => options["kind"] is not { } kinds || kinds.Split(',').Contains(r.Kind))
            .AsParallel().AsOrdered()
            .Select(r => Outcome.Of(r, version, schemas))
            .Where(o => Belongs(o, options["only"]))
            .ToList();

        Print("rejected here only", outcomes.Where(o => o.RejectedHereOnly), o => o.OurCause, show);
        Print("accepted here only", outcomes.Where(o => o.AcceptedHereOnly), o => o.TheirCause, show);
        Print("field not named", outcomes.Where(o => o.FieldNamed == false), o => o.TheirCause, options["show"] is null ? 0 : show);

        Print("other causes", outcomes.Where(o => o.SameCauses == false), o => $"{o.OurFields} | there {o.TheirFields}", options["causes"] is null ? 0 : show);
        Print("warning not given", outcomes.Where(o => o.Agrees && o.MissedWarnings.Count > 0), o => o.MissedWarnings[0], options["warnings"] is null ? 0 : show);

        var compared = outcomes.Where(o => o.SameCauses is not null).ToList();
        var warned = outcomes.Where(o => o is { Agrees: true, TheirWarnings.Count: > 0 }).ToList();
        var agreed = outcomes.Count(o => o.Agrees);
        var named = outcomes.Where(o => o.FieldNamed is not null).ToList();
        var agreement = 100.0 * agreed / Math.Max(1, outcomes.Count);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"same fields in {100.0 * compared.Count(o => o.SameCauses == true) / Math.Max(1, compared.Count):F1}% of {compared.Count} agreed rejections with causes; warnings given in {warned.Count(o => o.MissedWarnings.Count == 0)} of {warned.Count} manifests that the server warned of"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"agreement {agreement:F2}% ({agreed}/{outcomes.Count}): rejected here only {outcomes.Count(o => o.RejectedHereOnly)}, accepted here only {outcomes.Count(o => o.AcceptedHereOnly)}; field named in {100.0 * named.Count(o => o.FieldNamed == true) / Math.Max(1, named.Count):F1}% of agreed rejections"));
        if (options["refused-here-only"] is { } most && outcomes.Count(o => o.RejectedHereOnly) > int.Parse(most, CultureInfo.InvariantCulture))
            return 1;
        return options["at-least"] is { } least && agreement < double.Parse(least, CultureInfo.InvariantCulture) ? 1 : 0;
    }

    /// <summary><c>--only schema</c>: what decoding decides; <c>--only validation</c>: what comes after it.</summary>
    private static bool Belongs(Outcome outcome, string? only) => only switch
    {
        "schema" => outcome.Record.Code == 400 || outcome.Findings.Any(f => f.RuleId.StartsWith("schema/", StringComparison.Ordinal)),
        "validation" => outcome.Record.Code != 400,
        _ => true,
    };

    private static void Print(string title, IEnumerable<Outcome> outcomes, Func<Outcome, string> cause, int show)
    {
        var groups = outcomes.GroupBy(o => $"{o.Record.Kind}: {Shape(cause(o))}").OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        if (groups.Count == 0 || show == 0)
            return;

        Console.WriteLine($"{title}: {groups.Sum(g => g.Count())}");
        foreach (var group in groups)
        {
            Console.WriteLine($"  {group.Count(),5}  {group.Key}");
            foreach (var outcome in group.Take(show))
                Console.WriteLine($"           {outcome.Record.Id}  {Shorten(cause(outcome))}{(outcome.FieldNamed == false ? "  | here: " + Shorten(outcome.OurCause) : "")}");
        }

        Console.WriteLine();
    }

    /// <summary>A message without what differs from text to text, so that equal causes come together.</summary>
    private static string Shape(string cause)
    {
        var shape = Varying().Replace(cause, m => m.Value[0] == '[' ? "[]" : m.Value[0] == '"' ? "\"...\"" : "0").ReplaceLineEndings(" ");
        return shape.Length > 140 ? shape[..140] : shape;
    }

    private static string Shorten(string text)
    {
        text = text.ReplaceLineEndings(" ");
        return text.Length > 220 ? text[..220] + "..." : text;
    }

    private static IEnumerable<VerdictRecord> Read(string path)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
                yield return JsonSerializer.Deserialize<VerdictRecord>(line, Json)!;
        }
    }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    [GeneratedRegex("""\[[^\]]*\]|"(?:[^"\\]|\\.)*"|[0-9]+""")]
    private static partial Regex Varying();

    /// <summary>One recorded verdict; <see cref="ApiVersion"/> and <see cref="Kind"/> are those of the endpoint it was posted to.</summary>
    internal sealed record VerdictRecord(string Id, string ApiVersion, string Kind, string Manifest, string Verdict, int Code, string? Message, IReadOnlyList<Cause>? Causes, JsonElement? Warnings);

    internal sealed record Cause(string? Reason, string? Field, string? Message);

    internal sealed record Outcome(VerdictRecord Record, IReadOnlyList<Finding> Findings, string? ReadError)
    {
        private bool RejectedHere => ReadError is not null || Findings.Any(f => f.Severity == Severity.Error);

        private bool RejectedThere => Record.Verdict == "reject";

        public bool Agrees => RejectedHere == RejectedThere;

        public bool RejectedHereOnly => RejectedHere && !RejectedThere;

        public bool AcceptedHereOnly => !RejectedHere && RejectedThere;

        /// <summary>Whether some finding stands on a field that the server named; null where the server named none or the verdicts differ.</summary>
        public bool? FieldNamed =>
            RejectedHere && RejectedThere && Record.Causes is { Count: > 0 } causes
                ? causes.Any(c => Findings.Any(f => f.Path == c.Field))
                : null;

        /// <summary>Whether the findings stand on the very fields that the server named; null as for <see cref="FieldNamed"/>.</summary>
        public bool? SameCauses =>
            RejectedHere && RejectedThere && Record.Causes is { Count: > 0 } causes
                ? Errors.Select(f => f.Path).ToHashSet().SetEquals(causes.Select(c => c.Field ?? ""))
                : null;

        public string OurFields => string.Join(", ", Errors.Select(f => f.Path).Distinct().Order(StringComparer.Ordinal));

        public string TheirFields => string.Join(", ", (Record.Causes ?? []).Select(c => $"{c.Field} ({c.Message})").Distinct().Order(StringComparer.Ordinal));

        public IReadOnlyList<string> TheirWarnings =>
            Record.Warnings is not { ValueKind: not JsonValueKind.Null } warnings ? []
            : warnings.ValueKind == JsonValueKind.Array ? [.. warnings.EnumerateArray().Select(w => w.ToString())]
            : [.. warnings.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)];

        /// <summary>Warnings of the server that no finding's message repeats in its own words.</summary>
        public IReadOnlyList<string> MissedWarnings =>
            [.. TheirWarnings.Where(w => !Findings.Any(f => f.Severity == Severity.Warning && (w.Contains(f.Message, StringComparison.Ordinal) || w.StartsWith(f.Path + ":", StringComparison.Ordinal))))];

        private IEnumerable<Finding> Errors => Findings.Where(f => f.Severity == Severity.Error);

        public string OurCause => ReadError ?? (Findings.FirstOrDefault(f => f.Severity == Severity.Error) is { } f ? $"{f.RuleId} {f.Path}: {f.Message}" : "nothing");

        public string TheirCause => Record.Causes is { Count: > 0 } causes ? $"{causes[0].Field}: {causes[0].Message}" : Record.Message ?? "";

        public static Outcome Of(VerdictRecord record, KubernetesVersion version, Schemas schemas)
        {
            try
            {
                var manifests = Manifests.ParseUnchecked(record.Manifest);
                return new Outcome(record, manifests.Count == 0 ? [] : ManifestValidation.CheckAt(record.ApiVersion, record.Kind, manifests[0], version, schemas), manifests.Count == 0 ? "nothing was read" : null);
            }
            catch (ManifestReadException e)
            {
                return new Outcome(record, [], "read: " + e.Problems[0].Message);
            }
        }
    }
}
