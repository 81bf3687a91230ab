namespace KubeAssert;

/// <summary>What a set may take for granted of things outside of it.</summary>
public sealed class Assume
{
    private Assume(string name, IReadOnlyDictionary<string, string> labels)
    {
        Name = name;
        Labels = labels;
    }

    /// <summary>A namespace of the cluster that the set does not create, whose pods may call and be called.</summary>
    /// <param name="name">The namespace.</param>
    /// <param name="labels">Its labels; its name's label is added as the API server does.</param>
    public static Assume Namespace(string name, params (string Key, string Value)[] labels)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(labels);
        return new Assume(name, labels.ToDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal));
    }

    internal string Name { get; }

    internal IReadOnlyDictionary<string, string> Labels { get; }
}
