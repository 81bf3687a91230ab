using System.Collections.Concurrent;
using KubeAssert.Cluster.K3s;

namespace KubeAssert.Cluster;

/// <summary>
/// Whether tests that need a cluster can run here. Made for a Fact attribute of your own, in whichever version of xunit:
/// <c>public sealed class ClusterFactAttribute : FactAttribute { public ClusterFactAttribute() => Skip = ClusterTests.SkipReason; }</c>
/// </summary>
public static class ClusterTests
{
    /// <summary>The environment variable that makes tests fail rather than be skipped: <c>1</c>.</summary>
    public const string RequireVariable = "KUBEASSERT_REQUIRE_CLUSTER";

    private static readonly TimeSpan AskingTime = TimeSpan.FromSeconds(20);
    private static readonly ConcurrentDictionary<(string? Command, string Image), Lazy<string?>> Reasons = new();

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
        return Reasons.GetOrAdd((options.Command, options.Image), _ => new Lazy<string?>(() => Task.Run(() => FindAsync(options)).GetAwaiter().GetResult())).Value;
    }

    private static async Task<string?> FindAsync(K3sOptions options)
    {
        var (command, reason) = await ContainerCommand.FindAsync(options.Command, default).ConfigureAwait(false);
        if (command is null)
            return $"needs a container engine, but {reason}; set {RequireVariable}=1 to fail instead";
        if ((await command.TryAsync(["image", "inspect", options.Image], AskingTime, default).ConfigureAwait(false)).Code == 0)
            return null;

        // Podman asks registries for a tag or a digest, never for both
        var image = ImageReference.TryParse(options.Image) is { Digest: { } digest } reference ? $"{reference.Name}@{digest}" : options.Image;
        var (code, _, errors) = await command.TryAsync(["manifest", "inspect", image], AskingTime, default).ConfigureAwait(false);
        return code == 0 ? null
            : $"needs the image {options.Image}, which is not here and can't be pulled ({ContainerCommand.FirstLine(errors)}); set {RequireVariable}=1 to fail instead";
    }
}
