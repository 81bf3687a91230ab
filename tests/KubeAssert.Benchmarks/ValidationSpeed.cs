using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using KubeAssert.OpenApi;
using KubeAssert.Validation;
using YamlDotNet.Core;

namespace KubeAssert.Benchmarks;

/// <summary>
/// Reading and validating manifests beside YamlDotNet's bare event loop over the same texts, its growth with their number,
/// and what the first use of a version costs. The texts are recorded manifests in a folder <c>shared</c> beside the repository.
/// </summary>
internal static class ValidationSpeed
{
    private const int Rounds = 5;

    public static void Measure()
    {
        var (cold, warm) = SetUp();
        Print($"schema set-up of one version: first {cold:F1} ms, another version {warm:F1} ms");

        if (Texts() is not { } texts)
        {
            Console.WriteLine("validation: skipped, no recorded manifests beside the repository");
            return;
        }

        Validate(texts);
        Events(texts);
        var events = Best(() => Events(texts));
        var validation = Best(() => Validate(texts));
        var single = Best(() => ValidateOnOneCore(texts));
        Print($"validation: {texts.Count} documents, event loop {events:F0} ms, read and validate on two cores {validation:F0} ms ({validation / events:F2}x), on one {single:F0} ms ({single / events:F2}x)");

        var quarter = texts.Take(texts.Count / 16).ToList();
        var one = Best(() => Validate(quarter));
        var four = Best(() => Validate(texts.Take(quarter.Count * 4).ToList()));
        var sixteen = Best(() => Validate(texts.Take(quarter.Count * 16).ToList()));
        Print($"validation growth: {quarter.Count} documents {one:F0} ms, 4x {four / one:F1}x, 16x {sixteen / one:F1}x");
    }

    private static (double First, double Another) SetUp()
    {
        var first = Stopwatch.StartNew();
        Touch(KubernetesVersion.V1_29);
        first.Stop();
        var another = Stopwatch.StartNew();
        Touch(KubernetesVersion.V1_30);
        return (first.Elapsed.TotalMilliseconds, another.Elapsed.TotalMilliseconds);
    }

    private static void Touch(KubernetesVersion version) => _ = VersionSchemas.Of(version).Find("apps", "v1", "Deployment")!.Fields.Count;

    private static void Events(List<string> texts)
    {
        foreach (var text in texts)
        {
            try
            {
                var parser = new Parser(new StringReader(text));
                while (parser.MoveNext())
                {
                }
            }
            catch (YamlException)
            {
                // some texts are broken on purpose
            }
        }
    }

    private static void Validate(List<string> texts) =>
        Parallel.ForEach(texts, new ParallelOptions { MaxDegreeOfParallelism = 2 }, ValidateOne);

    private static void ValidateOnOneCore(List<string> texts) => texts.ForEach(ValidateOne);

    private static void ValidateOne(string text)
    {
        try
        {
            foreach (var manifest in Manifests.Parse(text))
                _ = ManifestValidation.Check(manifest, KubernetesVersion.Newest);
        }
        catch (ManifestReadException)
        {
            // some texts are broken on purpose
        }
    }

    private static double Best(Action action)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            var watch = Stopwatch.StartNew();
            action();
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
        }

        return best;
    }

    /// <summary>The recorded manifests of kinds of Kubernetes itself.</summary>
    private static List<string>? Texts()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "verdicts", "mutated.jsonl.gz");
            if (File.Exists(path))
                return Read(path).ToList();
        }

        return null;
    }

    private static IEnumerable<string> Read(string path)
    {
        var schemas = VersionSchemas.Of(KubernetesVersion.Newest);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var record = JsonDocument.Parse(line);
            var apiVersion = record.RootElement.GetProperty("apiVersion").GetString()!;
            var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
            if (schemas.Find(slash < 0 ? "" : apiVersion[..slash], apiVersion[(slash + 1)..], record.RootElement.GetProperty("kind").GetString()!) is not null)
                yield return record.RootElement.GetProperty("manifest").GetString()!;
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
