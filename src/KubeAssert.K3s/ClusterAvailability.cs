using System.Collections.Concurrent;
using Docker.DotNet;
using KubeAssert.Cluster.K3s;

namespace KubeAssert.Cluster;

/// <summary>
/// Whether tests that need a cluster can run here. Made for a Fact attribute of your own, in whichever version of xunit:
/// <c>public sealed class ClusterFactAttribute : FactAttribute { public ClusterFactAttribute() => Skip = ClusterAvailability.SkipReason; }</c>
/// </summary>
public static class ClusterAvailability
{
    /// <summary>The environment variable that makes tests fail rather than be skipped: <c>1</c>.</summary>
    public const string RequireVariable = "KUBEASSERT_REQUIRE_CLUSTER";

    private static readonly TimeSpan AskingTime = TimeSpan.FromSeconds(20);
    private static readonly ConcurrentDictionary<string, Lazy<string?>> Reasons = new();

    /// <summary>Why such tests are skipped with the default <see cref="K3sOptions"/>; see <see cref="SkipReasonFor"/>.</summary>
    public static string? SkipReason => SkipReasonFor(new K3sOptions());

    /// <summary>
    /// Why such tests are skipped: no container engine answers, or it has no such image and can't get it. null when they can run, and when
    /// <c>KUBEASSERT_REQUIRE_CLUSTER</c> is <c>1</c>. Asks once per process.
    /// </summary>
    public static string? SkipReasonFor(K3sOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (Environment.GetEnvironmentVariable(RequireVariable) == "1")
            return null;
        return Reasons.GetOrAdd(options.Image, _ => new Lazy<string?>(() => Task.Run(() => FindAsync(options)).GetAwaiter().GetResult())).Value;
    }

    private static async Task<string?> FindAsync(K3sOptions options)
    {
        var (engine, reason) = await NodeEngine.FindAsync(default).ConfigureAwait(false);
        if (engine is null)
            return $"needs a container engine, but {reason}; set {RequireVariable}=1 to fail instead";
        if (await engine.HasImageAsync(options.Image, default).ConfigureAwait(false))
            return null;

        // Podman asks registries for a tag or a digest, never for both
        var image = ImageReference.TryParse(options.Image) is { Digest: { } digest } reference ? $"{reference.Name}@{digest}" : options.Image;
        using var limit = new CancellationTokenSource(AskingTime);
        try
        {
            await engine.Docker.Distribution.InspectAsync(image, limit.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is DockerApiException or HttpRequestException or OperationCanceledException or IOException)
        {
            var why = e is OperationCanceledException ? $"no answer within {AskingTime.TotalSeconds:0} s" : NodeEngine.FirstLine(e.Message);
            return $"needs the image {options.Image}, which is not here and can't be pulled ({why}); set {RequireVariable}=1 to fail instead";
        }
    }
}
