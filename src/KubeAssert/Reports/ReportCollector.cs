using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KubeAssert.Reports;

/// <summary>
/// Adds what assertions find to one report in the folder that <see cref="Variable"/> names, shared by all test processes that run with it: each appends
/// to a file of its own, and whoever appends renders what all have found.
/// </summary>
internal sealed class ReportCollector : IDisposable
{
    public const string Variable = "KUBEASSERT_REPORT_DIR";

    /// <summary>So many findings of one process are kept; nobody reads more.</summary>
    private const int Most = 5000;

    private const int MostDeployments = 500;

    private readonly object _appending = new();
    private readonly object _rendering = new();
    private readonly string _folder;
    private readonly CollectedItems _items;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Timer _later;
    private int _deployments;
    private long _notBefore;
    private volatile bool _isDirty;
    private volatile bool _isBroken;

    /// <param name="folder">Where the report goes.</param>
    /// <param name="binaries">Whose findings these are: another run of the same tests replaces them.</param>
    /// <param name="process">The process, which has a file of its own.</param>
    /// <param name="isAlive">Whether a process still runs: what others of the same binaries left is removed when they are gone.</param>
    public ReportCollector(string folder, string binaries, int process, Func<int, bool> isAlive)
    {
        _folder = folder;
        _later = new Timer(_ => Render(), null, Timeout.Infinite, Timeout.Infinite);
        var run = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(binaries)))[..12].ToLowerInvariant();
        _items = new CollectedItems(Path.Combine(folder, "collected"), run, process);
        Try(() =>
        {
            if (_items.RemoveFormer(isAlive))
                _isDirty = true;
        });
        Render();
    }

    /// <summary>The one of this process; null unless the variable is set.</summary>
    public static ReportCollector? Current { get; } = FromEnvironment();

    /// <summary>Adds findings of one failed assertion.</summary>
    public void Add(IEnumerable<Finding> findings)
    {
        // one maker for each assertion: the same finding of two assertions is one finding
        var maker = new ItemMaker(null);
        Append(findings.Take(Most).Select(f => maker.Make(f)).ToList());
    }

    /// <summary>Adds a deployment, and why it fails.</summary>
    public void Add(IEnumerable<DiagnosedFinding> findings, ReportDeployment deployment, string? passing)
    {
        var maker = new ItemMaker(null, passing);
        Append(findings.Take(Most).Select(maker.Make).ToList(), deployment);
    }

    /// <summary>Adds a failed assertion that points at no place.</summary>
    public void Add(string message) => Add([new Finding { RuleId = "assertion", Location = new Location("", 0, 0), Message = message.Trim() }]);

    /// <summary>Renders what is not yet in the report.</summary>
    public void Flush()
    {
        if (_isDirty)
            Render();
    }

    /// <summary>Renders what is left; the end of the process does it.</summary>
    public void Dispose()
    {
        // a report that is being written would be written once more behind the last one
        using var ended = new ManualResetEvent(false);
        if (_later.Dispose(ended))
            ended.WaitOne();
        Flush();
    }

    private static ReportCollector? FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder)
            return null;
        var binaries = AppContext.BaseDirectory;
        var collector = new ReportCollector(RepositoryPath.FromRoot(folder, binaries), binaries, Environment.ProcessId, IsAlive);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => collector.Dispose();
        return collector;
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private void Append(List<ReportItem> items, ReportDeployment? deployment = null)
    {
        lock (_appending)
        {
            var fresh = items.Where(i => _known.Count < Most && _known.Add(i.Fingerprint)).Select(i => new Collected(i)).ToList();
            if (deployment is not null && _deployments++ < MostDeployments)
                fresh.Add(new Collected(Deployment: deployment));
            if (fresh.Count == 0 || _isBroken)
                return;
            Try(() => _items.Append(fresh));
            _isDirty = true;
        }

        // rendering takes at most a tenth of the time, however many tests fail
        var wait = Interlocked.Read(ref _notBefore) - Environment.TickCount64;
        if (wait <= 0)
            Render();
        else
            _later.Change(wait, Timeout.Infinite);
    }

    private void Render()
    {
        lock (_rendering)
        {
            if (!_isDirty || _isBroken)
                return;
            _isDirty = false;
            var watch = Stopwatch.StartNew();
            Try(() => _items.WithAll(all => ReportFiles.Write(Report(all), _folder, "kubeassert")));
            Interlocked.Exchange(ref _notBefore, Environment.TickCount64 + (10 * watch.ElapsedMilliseconds));
        }
    }

    private static ReportData Report(IReadOnlyCollection<Collected> all)
    {
        var ordered = all.Select(c => c.Item).OfType<ReportItem>().DistinctBy(i => i.Fingerprint, StringComparer.Ordinal)
            .OrderByDescending(i => i.Severity).ThenBy(i => i.RuleId, StringComparer.Ordinal)
            .ThenBy(i => i.Place.File, StringComparer.Ordinal).ThenBy(i => i.Place.Line).ThenBy(i => i.Place.Column).ThenBy(i => i.Fingerprint, StringComparer.Ordinal)
            .ToList();

        // the last picture of each deployment counts
        var deployments = all.Select(c => c.Deployment).OfType<ReportDeployment>().Reverse().DistinctBy(d => d.Id, StringComparer.Ordinal)
            .OrderByDescending(d => d.Outcome).ThenByDescending(d => d.Seconds).ThenBy(d => d.Id, StringComparer.Ordinal)
            .ToList();
        return new ReportData { Title = ordered.Count == 0 && deployments.Count > 0 ? "Deployments" : "Failed assertions", Items = ordered, Rules = ReportMaker.Named(ordered, []), Deployments = deployments };
    }

    /// <summary>A report that can't be written must not make another test fail: it is said once, and no more is collected.</summary>
    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            if (!_isBroken)
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"KubeAssert can't write the report that {Variable} asks for: {e.Message}"));
            _isBroken = true;
        }
    }
}
