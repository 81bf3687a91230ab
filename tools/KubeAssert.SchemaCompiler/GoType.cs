using System.Text.RegularExpressions;

namespace KubeAssert.SchemaCompiler;

/// <summary>A type declaration: a struct with its fields, or a name for another type.</summary>
internal sealed partial class GoType
{
    private GoType(string name, GoPackage package, string underlying, bool isClusterScoped)
    {
        Name = name;
        Package = package;
        Underlying = underlying;
        IsClusterScoped = isClusterScoped;
    }

    public string Name { get; }

    public GoPackage Package { get; }

    /// <summary><c>struct</c>, or what a name stands for: <c>string</c>, <c>map[ResourceName]resource.Quantity</c>.</summary>
    public string Underlying { get; }

    /// <summary>Whether the generators are told that objects of the type are in no namespace.</summary>
    public bool IsClusterScoped { get; }

    public List<GoField> Fields { get; } = [];

    public static IEnumerable<GoType> Read(string source, GoPackage package)
    {
        GoType? open = null;
        var isClusterScoped = false;
        foreach (var line in source.Split('\n'))
        {
            if (open is not null)
            {
                if (line.StartsWith('}'))
                {
                    yield return open;
                    open = null;
                }
                else if (Field().Match(line) is { Success: true } field && !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
                {
                    var options = field.Groups["options"].Value;
                    open.Fields.Add(new GoField(field.Groups["json"].Value, field.Groups["type"].Value, options.Contains("omit", StringComparison.Ordinal), field.Groups["json"].Length == 0));
                }

                continue;
            }

            isClusterScoped |= line.StartsWith("// +genclient:nonNamespaced", StringComparison.Ordinal);
            if (Declaration().Match(line) is not { Success: true } declaration)
                continue;
            var type = new GoType(declaration.Groups[1].Value, package, declaration.Groups[2].Value.TrimStart('=', ' ').Trim(), isClusterScoped);
            isClusterScoped = false;
            if (type.Underlying == "struct {")
                open = type;
            else
                yield return type;
        }
    }

    [GeneratedRegex(@"^type (\w+) (.+)$")]
    private static partial Regex Declaration();

    // the name is left out where a type is embedded
    [GeneratedRegex("""^\s+(?:\w+\s+)?(?<type>[\w.\[\]*]+)\s+`.*?json:"(?<json>[^",]*)(?<options>[^"]*)".*`""")]
    private static partial Regex Field();
}

/// <param name="Json">The key in JSON; empty for an embedded type.</param>
/// <param name="OmitsEmpty">Whether an empty value is left out.</param>
internal sealed record GoField(string Json, string Type, bool OmitsEmpty, bool IsInline);
