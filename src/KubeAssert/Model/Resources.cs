namespace KubeAssert;

/// <summary>What a container asks for and what it may use at most.</summary>
public sealed class Resources : ContainerPart
{
    internal Resources(Container container, Node node)
        : base(container, node)
    {
    }

    /// <summary>The amounts it asks for by name (<c>cpu</c>, <c>memory</c>), as written; what is no quantity is left out.</summary>
    public IReadOnlyDictionary<string, Quantity> Requests => Amounts(Node["requests"]);

    /// <summary>The amounts it may use at most by name, as written; what is no quantity is left out.</summary>
    public IReadOnlyDictionary<string, Quantity> Limits => Amounts(Node["limits"]);

    /// <summary>What it asks for of one resource; where only a limit is written Kubernetes asks for that much.</summary>
    /// <returns>Null where neither is written.</returns>
    public Quantity? Request(string resource) => Quantity.Of(Node["requests"][resource]) ?? Limit(resource);

    /// <summary>What it may use of one resource at most; null where nothing is written.</summary>
    public Quantity? Limit(string resource) => Quantity.Of(Node["limits"][resource]);

    private static Dictionary<string, Quantity> Amounts(Node map)
    {
        var amounts = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (Quantity.Of(entry.Value) is { } amount)
                amounts[entry.Key] = amount;
        }

        return amounts;
    }
}
