using System.Text.RegularExpressions;

namespace KubeAssert.SchemaCompiler;

/// <summary>The Go types of the API, from a checkout of the repository kubernetes/api: what OpenAPI documents do not say.</summary>
internal sealed partial class GoSource
{
    private readonly Dictionary<string, GoType> _types = new(StringComparer.Ordinal);
    private readonly List<GoPackage> _packages = [];

    /// <param name="root">The folder with <c>apps/v1/types.go</c> and its siblings.</param>
    public GoSource(string root)
    {
        foreach (var folder in Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var types = Path.Combine(folder, "types.go");
            var register = Path.Combine(folder, "register.go");
            if (!File.Exists(types) || !File.Exists(register) || GroupName().Match(File.ReadAllText(register)) is not { Success: true } group)
                continue;
            var path = Path.GetRelativePath(root, folder).Split(Path.DirectorySeparatorChar);
            var source = File.ReadAllText(types);
            var imports = Import().Matches(source).ToDictionary(m => m.Groups[1].Value is { Length: > 0 } alias ? alias : m.Groups[2].Value.Split('/')[^1], m => m.Groups[2].Value.Replace("/", "", StringComparison.Ordinal), StringComparer.Ordinal);
            var package = new GoPackage(string.Concat(path), $"io.k8s.api.{string.Join('.', path)}.", group.Groups[1].Value, path[^1], folder, imports);
            _packages.Add(package);
            foreach (var type in GoType.Read(source, package))
                _types[package.Alias + "." + type.Name] = type;
        }
    }

    public IEnumerable<GoPackage> Packages => _packages;

    public IEnumerable<GoType> Types => _types.Values;

    /// <summary>The type that a name means inside a package: <c>corev1.PodSpec</c>, <c>v1.PodSpec</c>, <c>PodSpec</c>.</summary>
    public GoType? Find(string name, GoPackage package)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return _types.GetValueOrDefault(package.Alias + "." + name);

        return package.Imports.TryGetValue(name[..dot], out var imported) ? _types.GetValueOrDefault(imported + name[dot..]) : null;
    }

    [GeneratedRegex("GroupName\\s*=\\s*\"([^\"]*)\"")]
    private static partial Regex GroupName();

    [GeneratedRegex("^\\s*(?:import )?(\\w*) ?\"k8s\\.io/api/([^\"]+)\"", RegexOptions.Multiline)]
    private static partial Regex Import();
}

/// <summary>A version of an API group.</summary>
/// <param name="Alias">Its path without slashes: <c>corev1</c>.</param>
/// <param name="Prefix">How OpenAPI names its types: <c>io.k8s.api.core.v1.</c></param>
/// <param name="Imports">The packages that its files import, by the names that they have there.</param>
internal sealed record GoPackage(string Alias, string Prefix, string Group, string Version, string Folder, IReadOnlyDictionary<string, string> Imports)
{
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";
}
