using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using YamlDotNet.Core;

namespace KubeAssert.Benchmarks;

/// <summary>Loading the whole corpus into a set, beside YamlDotNet's bare event loop over the same texts.</summary>
[MemoryDiagnoser]
public class Loading
{
    private readonly LoadOptions _oneThread = new() { AllowDuplicates = true, Parallelism = 1 };
    private readonly LoadOptions _allThreads = new() { AllowDuplicates = true };
    private readonly IReadOnlyList<string> _files = CorpusTexts.Files;

    /// <summary>Reads each file and steps through its events, keeping nothing.</summary>
    [Benchmark(Baseline = true)]
    public int BareEventLoop()
    {
        var events = 0;
        foreach (var file in _files)
        {
            using var text = new StreamReader(file);
            var parser = new Parser(new Scanner(text));
            try
            {
                while (parser.MoveNext())
                    events++;
            }
            catch (YamlException)
            {
                // a few of the texts are templates
            }
        }

        return events;
    }

    [Benchmark]
    public LoadResult OnOneThread() => Manifests.TryLoad(_oneThread, CorpusTexts.Folder);

    [Benchmark]
    public LoadResult OnAllThreads() => Manifests.TryLoad(_allThreads, CorpusTexts.Folder);

    /// <summary>Takes the best of several rounds each, in turn, so that a noisy machine disturbs all alike.</summary>
    internal static void Measure()
    {
        if (!CorpusTexts.IsPresent)
        {
            Console.WriteLine("loading: skipped, shared/corpus is absent");
            return;
        }

        var loading = new Loading();
        var (manifests, live) = LiveMemory(loading);
        var (bare, one, all) = (double.MaxValue, double.MaxValue, double.MaxValue);
        for (var round = 0; round < 8; round++)
        {
            bare = Math.Min(bare, Milliseconds(() => loading.BareEventLoop()));
            one = Math.Min(one, Milliseconds(() => loading.OnOneThread()));
            all = Math.Min(all, Milliseconds(() => loading.OnAllThreads()));
        }

        var bytes = CorpusTexts.Bytes;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"loading: {CorpusTexts.Files.Count} files, {bytes / 1e6:0.0} MB, {manifests} manifests; bare event loop {bare:0} ms, one thread {one:0} ms = {one / bare:0.00}x, {Environment.ProcessorCount} threads {all:0} ms = {all / bare:0.00}x, live memory {(double)live / bytes:0.0} bytes per byte"));
    }

    /// <summary>What stays in memory of a set that was loaded; nothing else may hold one meanwhile.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (int Manifests, long Bytes) LiveMemory(Loading loading)
    {
        WarmUp(loading);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var loaded = loading.OnAllThreads();
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(loaded);
        return (loaded.Manifests.Count, bytes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WarmUp(Loading loading) => loading.OnAllThreads().Manifests.Count;

    private static double Milliseconds(Action action)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }
}
