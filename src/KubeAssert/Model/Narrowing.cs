namespace KubeAssert;

/// <summary>One step by which a selection became smaller.</summary>
/// <param name="Description">What stayed: <c>in namespace shop</c>, <c>with labels app=web</c>.</param>
/// <param name="Before">How many there were.</param>
/// <param name="After">How many stayed.</param>
public sealed record Narrowing(string Description, int Before, int After)
{
    internal static string InNamespace(string @namespace) => $"in namespace {@namespace}";

    internal static string WithLabels(LabelSelector labels) => $"with labels {labels}";

    /// <summary>A lambda's source text needs a word before it to follow a noun; a phrase does not.</summary>
    internal static string Where(string description) =>
        description.Contains("=>", StringComparison.Ordinal) ? $"where {description}" : description;

    /// <summary>The step in short: <c>2 of 3 in namespace shop</c>.</summary>
    public override string ToString() => $"{After} of {Before} {Description}";
}
