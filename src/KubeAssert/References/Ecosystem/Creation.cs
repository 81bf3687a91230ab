namespace KubeAssert.References.Ecosystem;

/// <summary>One row of the table of what controllers create for the custom objects that they watch. Texts are as in <see cref="Template"/>.</summary>
/// <param name="Group">The API group of the custom object, whatever the version; <c>*</c> for every group of custom kinds.</param>
/// <param name="Kind">Its kind; <c>*</c> for every kind.</param>
/// <param name="Creates">The kind of what is created.</param>
/// <param name="Name">Its name.</param>
internal sealed record Creation(string Group, string Kind, string Creates, string Name)
{
    /// <summary>Its namespace.</summary>
    /// <value>The custom object's own; <c>*</c> for all namespaces.</value>
    public string Namespace { get; init; } = "{namespace}";

    /// <summary>The keys of a Secret or ConfigMap, separated by spaces; null when they are not known.</summary>
    public string? Keys { get; init; }

    /// <summary>Fields of the custom object that add keys which can't be known.</summary>
    public string[] KeysAreOpenWith { get; init; } = [];
}
