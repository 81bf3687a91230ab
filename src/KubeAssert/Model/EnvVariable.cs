namespace KubeAssert;

/// <summary>One environment variable of a container.</summary>
public sealed class EnvVariable : ContainerPart
{
    internal EnvVariable(Container container, Node node)
        : base(container, node)
    {
    }

    /// <summary>Its name; empty where none is written.</summary>
    public string Name => Node["name"].Text ?? "";

    /// <summary>Its value as written, <c>$(OTHER)</c> not replaced; null where it comes from elsewhere.</summary>
    public string? Value => Node["valueFrom"].HasValue ? null : Node["value"].Text ?? "";

    /// <summary>The key of a ConfigMap that it comes from, or null.</summary>
    public KeyReference? ConfigMapKey => KeyReference.Of(Node["valueFrom"]["configMapKeyRef"]);

    /// <summary>The key of a Secret that it comes from, or null.</summary>
    public KeyReference? SecretKey => KeyReference.Of(Node["valueFrom"]["secretKeyRef"]);

    /// <summary>The field of the pod that it comes from, <c>status.podIP</c>; null where it comes from elsewhere.</summary>
    public string? FieldPath => Node["valueFrom"]["fieldRef"]["fieldPath"].Text;

    /// <summary>What messages call it: <c>Deployment/web container web env PORT</c>.</summary>
    public override string ToString() => $"{Container} env {Name}";
}

/// <summary>A key inside a ConfigMap or a Secret.</summary>
/// <param name="Name">The object's name.</param>
/// <param name="Key">The key.</param>
/// <param name="IsOptional">Whether the pod starts without it.</param>
public sealed record KeyReference(string Name, string Key, bool IsOptional)
{
    internal static KeyReference? Of(Node node) =>
        node.HasValue ? new(node["name"].Text ?? "", node["key"].Text ?? "", node["optional"].AsBoolean() == true) : null;

    /// <summary>Name and key: <c>shop-config[log-level]</c>.</summary>
    public override string ToString() => $"{Name}[{Key}]";
}

/// <summary>A ConfigMap or a Secret whose keys all become environment variables.</summary>
public sealed class EnvSource : ContainerPart
{
    internal EnvSource(Container container, Node node)
        : base(container, node)
    {
    }

    /// <summary>The name of the ConfigMap; null where it is none.</summary>
    public string? ConfigMapName => Node["configMapRef"]["name"].Text;

    /// <summary>The name of the Secret; null where it is none.</summary>
    public string? SecretName => Node["secretRef"]["name"].Text;

    /// <summary>What goes before every key; empty where nothing is written.</summary>
    public string Prefix => Node["prefix"].Text ?? "";

    /// <summary>Whether the container starts without it.</summary>
    public bool IsOptional => (Node["configMapRef"]["optional"].AsBoolean() ?? Node["secretRef"]["optional"].AsBoolean()) == true;
}
