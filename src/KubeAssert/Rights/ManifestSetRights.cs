using KubeAssert.Rights;

namespace KubeAssert;

/// <summary>Questions about who may do what, answered from the roles and bindings of a set.</summary>
public static class ManifestSetRights
{
    /// <summary>The same set, asked together with roles and bindings that the cluster has: <c>shop.Using(Rbac.Defaults(version))</c>.</summary>
    public static ManifestSet Using(this ManifestSet manifests, ManifestSet clusterRoles)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        ArgumentNullException.ThrowIfNull(clusterRoles);
        var before = manifests.Setting<ClusterRights>()?.Manifests ?? [];
        return manifests.With(new ClusterRights([.. before, .. clusterRoles]));
    }

    /// <summary>Whether an account may do something, and which bindings grant it.</summary>
    public static AccessAnswer Ask(this ManifestSet manifests, Account account, AccessRequest request)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(request);
        return Model(manifests).Ask(account, request);
    }

    internal static RbacModel Model(ManifestSet manifests) =>
        manifests.Derived(set => new RbacModel(set, set.Setting<ClusterRights>()?.Manifests));
}
