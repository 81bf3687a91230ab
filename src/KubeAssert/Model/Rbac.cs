namespace KubeAssert;

/// <summary>A Role or a ClusterRole.</summary>
public sealed class Role : ObjectView
{
    internal Role(ManifestSet manifests, Manifest manifest)
        : base(manifests, manifest)
    {
    }

    /// <summary>Whether it is a ClusterRole.</summary>
    public bool IsClusterRole => Kind == "ClusterRole";

    /// <summary>What it allows.</summary>
    public IReadOnlyList<RoleRule> Rules => Node["rules"].Items.Select(node => new RoleRule(this, node)).ToList();
}

/// <summary>One rule of a Role or ClusterRole.</summary>
public sealed class RoleRule : View
{
    internal RoleRule(Role role, Node node)
        : base(role.Manifests, role.Manifest, node)
    {
    }

    /// <summary>What may be done: <c>get</c>, <c>list</c>, <c>*</c>, ...</summary>
    public IReadOnlyList<string> Verbs => Texts("verbs");

    /// <summary>The API groups; empty text for the core group.</summary>
    public IReadOnlyList<string> ApiGroups => Texts("apiGroups");

    /// <summary>The resources: <c>pods</c>, <c>pods/log</c>, <c>*</c>, ...</summary>
    public IReadOnlyList<string> Resources => Texts("resources");

    /// <summary>The names of the objects; empty for all of them.</summary>
    public IReadOnlyList<string> ResourceNames => Texts("resourceNames");

    private List<string> Texts(string key) => Node[key].Items.Select(item => item.Text).OfType<string>().ToList();
}

/// <summary>A RoleBinding or a ClusterRoleBinding.</summary>
public sealed class RoleBinding : ObjectView
{
    internal RoleBinding(ManifestSet manifests, Manifest manifest)
        : base(manifests, manifest)
    {
    }

    /// <summary>Whether it is a ClusterRoleBinding.</summary>
    public bool IsClusterRoleBinding => Kind == "ClusterRoleBinding";

    /// <summary>The kind of what it grants: <c>Role</c> or <c>ClusterRole</c>.</summary>
    public string RoleKind => Node["roleRef"]["kind"].Text ?? "";

    /// <summary>The name of what it grants.</summary>
    public string RoleName => Node["roleRef"]["name"].Text ?? "";

    /// <summary>To whom: each a map with <c>kind</c>, <c>name</c> and, for ServiceAccounts, <c>namespace</c>.</summary>
    public IReadOnlyList<Node> Subjects => Node["subjects"].Items;
}

/// <summary>A ServiceAccount.</summary>
public sealed class ServiceAccount : ObjectView
{
    internal ServiceAccount(ManifestSet manifests, Manifest manifest)
        : base(manifests, manifest)
    {
    }

    /// <summary>Whether pods get its token unless they say otherwise.</summary>
    /// <value>True where nothing is written.</value>
    public bool AutomountsToken => Node["automountServiceAccountToken"].AsBoolean() ?? true;

    /// <summary>The names of the Secrets by which its pods pull images.</summary>
    public IReadOnlyList<string> ImagePullSecrets => Node["imagePullSecrets"].Items.Select(item => item["name"].Text).OfType<string>().ToList();
}
