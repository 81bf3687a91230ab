using System.Text.Json;

namespace KubeAssert.Cluster.Observation;

/// <summary>What a watch says happened to an object.</summary>
internal enum WatchEventType
{
    Added,
    Modified,
    Deleted,
    Bookmark,
}

/// <summary>
/// One thing learned about the cluster, with the time at which it was learned (the test's clock, never the cluster's:
/// the two may differ by minutes). Folding observations with <see cref="ClusterState.With"/> gives the picture that a diagnosis reads.
/// </summary>
internal abstract record Observation(DateTimeOffset At);

/// <summary>A watch event. The element is read at once and not kept, so its document may be disposed of after the fold.</summary>
internal sealed record Watched(DateTimeOffset At, WatchEventType Type, JsonElement Object) : Observation(At);

/// <summary>
/// The whole list of a kind, in one namespace or (null) in all: the first one, or the one after a watch was lost (410).
/// Objects of that kind that are not in it are gone. Items may lack <c>kind</c> and <c>apiVersion</c>, as they do in a list.
/// </summary>
internal sealed record Listed(DateTimeOffset At, string Group, string Kind, IReadOnlyList<JsonElement> Objects, string? Namespace = null) : Observation(At);

/// <summary>
/// A kind can't be watched at the moment: the server is away, or the watch broke. Until it is back the picture is old,
/// and time does not count against anybody.
/// </summary>
internal sealed record WatchLost(DateTimeOffset At, string Group, string Kind) : Observation(At);

/// <summary>A kind is watched again, from where the watch broke. A <see cref="Listed"/> says so, too.</summary>
internal sealed record WatchResumed(DateTimeOffset At, string Group, string Kind) : Observation(At);

/// <summary>Manifests that the API server took. Later ones replace earlier ones of the same object.</summary>
internal sealed record Applied(DateTimeOffset At, IReadOnlyList<Manifest> Manifests, string Namespace) : Observation(At);

/// <summary>A manifest that the API server refused, in its own words.</summary>
/// <param name="IsRetried">Whether the deployment goes on trying, as it does while a CRD is not yet established.</param>
internal sealed record Rejected(DateTimeOffset At, Manifest Manifest, string Namespace, string Reason, string Message, bool IsRetried) : Observation(At);

/// <summary>The answer to a GET that a diagnosis asked for; see <c>Diagnosis.Questions</c>.</summary>
/// <param name="Exists">Null when the server does not let us look (403).</param>
/// <param name="Keys">The keys of a ConfigMap or Secret; never their values.</param>
internal sealed record LookedUp(DateTimeOffset At, ObjectKey Key, bool? Exists, IReadOnlyCollection<string>? Keys = null) : Observation(At);

/// <summary>Which log a verdict wants: the last lines of one container.</summary>
/// <param name="Previous">Whether the container's previous instance is asked for first; the other one is the fallback when that is empty or gone.</param>
internal readonly record struct LogRequest(string Namespace, string Pod, string Container, bool Previous, int Lines = 20);

/// <summary>What a verdict may ask of the cluster beyond the watches. A live connection answers it, and so does a replay.</summary>
internal interface IClusterEvidence
{
    /// <summary>The log's text, or null when there is none.</summary>
    Task<string?> ReadLogAsync(LogRequest request, CancellationToken cancellationToken);

    /// <summary>Whether an object exists, asked of the API server now.</summary>
    Task<LookedUp> LookUpAsync(ObjectKey key, CancellationToken cancellationToken);
}

/// <summary>Where pictures come from: a live connection, or a recording.</summary>
internal interface IClusterFeed
{
    /// <summary>The picture as of now, and a task that ends when there is another.</summary>
    (ClusterState State, Task Changed) Current();

    /// <summary>Folds in what was learned otherwise: the answer to a question.</summary>
    void Observe(Observation observation);
}
