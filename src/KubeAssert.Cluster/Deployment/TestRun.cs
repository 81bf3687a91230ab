using System.Globalization;
using System.Text.Json;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Deploying;

/// <summary>One deployment's name, and what tells its objects from those of others, dead or alive.</summary>
internal sealed class TestRun
{
    public const string Label = "kubeassert.dev/run";
    public const string KeptLabel = "kubeassert.dev/kept";
    public const string HostAnnotation = "kubeassert.dev/host";
    public const string ProcessAnnotation = "kubeassert.dev/process";
    public const string StartedAnnotation = "kubeassert.dev/started";
    public const string SharedAnnotation = "kubeassert.dev/shared";
    public const string UserAnnotationPrefix = "run.kubeassert.dev/";
    private const string Letters = "bcdfghjklmnpqrstvwxz2456789";
    private static readonly TimeSpan KeptAge = TimeSpan.FromHours(24);

    public TestRun(TimeProvider time, Random random)
    {
        Started = time.GetUtcNow();
        lock (random)
            Id = string.Concat(Enumerable.Range(0, 8).Select(_ => Letters[random.Next(Letters.Length)]));
    }

    public string Id { get; }

    public DateTimeOffset Started { get; }

    public IReadOnlyDictionary<string, string> Annotations => new Dictionary<string, string>
    {
        [HostAnnotation] = OwnerProcess.Host,
        [ProcessAnnotation] = OwnerProcess.Current(),
        [StartedAnnotation] = Started.ToString("o", CultureInfo.InvariantCulture),
    };

    /// <summary>Whether the run that made an object is over: its process on this host is gone, or it is older than tests get.</summary>
    public static bool IsDead(JsonElement item, DateTimeOffset now, TimeSpan leftoverAge)
    {
        var metadata = item.Get("metadata");
        var annotations = metadata.Get("annotations");
        var started = annotations.Time(StartedAnnotation) ?? metadata.Time("creationTimestamp") ?? now;
        var isKept = metadata.Get("labels").Text(KeptLabel) is not null;
        if (now - started > (isKept ? KeptAge : leftoverAge))
            return true;
        return !isKept && annotations.Text(HostAnnotation) == OwnerProcess.Host && annotations.Text(ProcessAnnotation) is { } process && OwnerProcess.IsGone(process);
    }
}
