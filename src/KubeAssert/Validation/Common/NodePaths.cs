using KubeAssert.Yaml;

namespace KubeAssert.Validation;

/// <summary>Fields as the API server names them, where it names others than the node at fault. Made only once something is wrong.</summary>
internal static class NodePaths
{
    public static string Child(Node node, string key) => NodePath.Join(node.Path, key);

    /// <summary>A field joined with a dot whatever it holds, as some checks of the API server do.</summary>
    public static string Raw(Node node, string key) => node.Path is { Length: > 0 } path ? path + "." + key : key;

    public static string Child(Node node, int index) => NodePath.Join(node.Path, index);
}
