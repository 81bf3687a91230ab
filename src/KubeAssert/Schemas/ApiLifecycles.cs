using System.Collections.Frozen;
using System.Globalization;
using KubeAssert.Texts;

namespace KubeAssert.OpenApi;

/// <summary>
/// Since when versions of kinds are deprecated, when they went or will go, and what stands for them:
/// the markers <c>k8s:prerelease-lifecycle-gen</c> of the Kubernetes API types.
/// </summary>
internal static class ApiLifecycles
{
    private static readonly Lazy<FrozenDictionary<(string ApiVersion, string Kind), ApiLifecycle>> Known = new(() => Read(CompiledResource.Lines("api.lifecycles")).ToFrozenDictionary(l => (l.ApiVersion, l.Kind)));

    public static ApiLifecycle? Find(string apiVersion, string kind) => Known.Value.GetValueOrDefault((apiVersion, kind));

    /// <summary>Reads what <see cref="ApiLifecycle.ToString"/> writes, one a line.</summary>
    internal static IEnumerable<ApiLifecycle> Read(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            if (line.Split(' ', 5) is [var apiVersion, var kind, var deprecated, var removed, var replacement])
                yield return new ApiLifecycle(apiVersion, kind, Minor(deprecated)!.Value, Minor(removed), replacement == ApiLifecycle.None ? null : replacement);
        }
    }

    private static int? Minor(string text) => text == ApiLifecycle.None ? null : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}

/// <summary>The end of a version of a kind. Versions are minors of Kubernetes 1.</summary>
/// <param name="Deprecated">The first version whose server warns.</param>
/// <param name="Removed">The first version that does not serve it; null when that is not decided.</param>
/// <param name="Replacement">What to use: <c>networking.k8s.io/v1 Ingress</c>; null for nothing.</param>
internal sealed record ApiLifecycle(string ApiVersion, string Kind, int Deprecated, int? Removed, string? Replacement)
{
    internal const string None = "-";

    public bool IsDeprecatedIn(KubernetesVersion version) => version.Minor >= Deprecated;

    public bool IsRemovedIn(KubernetesVersion version) => version.Minor >= Removed;

    /// <summary>The warning as the server words it.</summary>
    public string Warning =>
        $"{ApiVersion} {Kind} is deprecated in v1.{Deprecated}+"
        + (Removed is { } removed ? $", unavailable in v1.{removed}+" : "")
        + (Replacement is { } replacement ? $"; use {replacement}" : "");

    /// <summary>The line of the resource: apiVersion, kind, the minor versions in which it is deprecated and gone, the replacement.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{ApiVersion} {Kind} {Deprecated} {Removed?.ToString(CultureInfo.InvariantCulture) ?? None} {Replacement ?? None}");
}
