using System.Diagnostics;
using System.Globalization;

namespace KubeAssert.Benchmarks;

/// <summary>The reference graph of everything in <c>shared/corpus</c> beside the repository, and how it grows with the number of objects.</summary>
internal static class ReferenceSpeed
{
    private const int Rounds = 9;
    private const double Goal = 50;

    public static void Measure()
    {
        if (Corpus() is not { } folder)
        {
            Console.WriteLine("references: skipped, no shared/corpus beside the repository");
            return;
        }

        var loading = Stopwatch.StartNew();
        var manifests = Manifests.TryLoad(new LoadOptions { AllowDuplicates = true }, folder).Manifests;
        loading.Stop();

        var count = 0;
        var cold = Time(() => count = Fresh(manifests).References().Count);
        var warm = Best(() => Fresh(manifests).References());
        Print($"references: {count} among {manifests.Count} manifests, first {cold:F1} ms, warm {warm:F1} ms (goal {Goal:F0}), {warm / loading.Elapsed.TotalMilliseconds:F3}x of loading them");

        var (one, four) = (Many(2_000), Many(8_000));
        var (small, large) = (Best(() => Fresh(one).References()), Best(() => Fresh(four).References()));
        Print($"references growth: {one.Count} manifests {small:F1} ms, 4x {large / small:F1}x");
    }

    /// <summary>The same manifests in a set that has derived nothing yet.</summary>
    private static ManifestSet Fresh(ManifestSet manifests) => manifests.WithDefaultNamespace(manifests.DefaultNamespace);

    private static ManifestSet Many(int pairs)
    {
        var yaml = new System.Text.StringBuilder();
        for (var i = 0; i < pairs; i++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: p{i}\n  labels: {{app: a{i}, shop: x}}\nspec:\n  containers:\n  - name: c\n    ports: [{{name: http, containerPort: 80}}]\n");
            yaml.Append(CultureInfo.InvariantCulture, $"---\napiVersion: v1\nkind: Service\nmetadata:\n  name: s{i}\nspec:\n  selector: {{app: a{i}, shop: x}}\n  ports: [{{port: 80, targetPort: http}}]\n");
        }

        return Manifests.Parse(yaml.ToString());
    }

    private static double Best(Action action)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Rounds; i++)
            best = Math.Min(best, Time(action));
        return best;
    }

    private static double Time(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static string? Corpus()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "corpus");
            if (Directory.Exists(folder))
                return folder;
        }

        return null;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
