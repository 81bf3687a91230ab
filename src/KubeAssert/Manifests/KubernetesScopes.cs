using System.Collections.Frozen;
using KubeAssert.Texts;

namespace KubeAssert;

/// <summary>Which built-in kinds are in no namespace, as the API discovery of Kubernetes lists them.</summary>
internal static class KubernetesScopes
{
    private static readonly Lazy<FrozenSet<string>> ClusterScoped = new(() => CompiledResource.Lines("api.scopes").ToFrozenSet(StringComparer.Ordinal));

    public static bool IsClusterScoped(string group, string kind) => ClusterScoped.Value.Contains($"{group}/{kind}");
}
