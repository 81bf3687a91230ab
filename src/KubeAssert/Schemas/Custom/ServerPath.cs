using KubeAssert.Yaml;

namespace KubeAssert.OpenApi;

/// <summary>Paths as the server's OpenAPI validation writes them: every key behind a dot, whatever it holds.</summary>
internal static class ServerPath
{
    public static string Of(Node node) => NodePath.Of(node, static key => key.Length > 0 ? key : " ");

    public static string Of(Node parent, string key) => Of(parent) is { Length: > 0 } path ? path + "." + key : key;
}
