namespace KubeAssert;

/// <summary>Something that somebody may or may not do, as the API server's authorizer is asked. Immutable.</summary>
public sealed record AccessRequest
{
    /// <summary>The verb: <c>get</c>, <c>list</c>, <c>create</c>, ...</summary>
    public required string Verb { get; init; }

    /// <summary>The API group; empty for the core group.</summary>
    public string Group { get; init; } = "";

    /// <summary>The resource in lower case and plural: <c>pods</c>; empty where <see cref="Path"/> is set.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The subresource: <c>exec</c>; empty for the object itself.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>The object's name; empty for all of them, as <c>list</c> and <c>create</c> have it.</summary>
    public string Name { get; init; } = "";

    /// <summary>The namespace; empty for objects of the cluster, and for all namespaces.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>A path of the API server that is not a resource, such as <c>/metrics</c>; empty for resources.</summary>
    public string Path { get; init; } = "";

    /// <summary>The resource with its subresource and group: <c>pods/exec</c>, <c>deployments.apps</c>.</summary>
    public override string ToString()
    {
        if (Path.Length > 0)
            return $"{Verb} {Path}";
        var resource = Resource + (Subresource.Length > 0 ? "/" + Subresource : "") + (Group.Length > 0 ? "." + Group : "");
        var name = Name.Length > 0 ? " " + Name : "";
        return $"{Verb} {resource}{name}{(Namespace.Length > 0 ? " in namespace " + Namespace : "")}";
    }
}
