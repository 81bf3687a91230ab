using System.Text.RegularExpressions;
using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>Templates over the environment, as far as they only name variables: <c>shop-{{.STAGE}}</c>.</summary>
internal sealed partial class SkaffoldTemplate(string source, IReadOnlyDictionary<string, string> variables)
{
    /// <summary>What a variable that is not set leaves, where it is no error.</summary>
    private const string Nothing = "<no value>";

    /// <summary>The text with its variables.</summary>
    /// <param name="text">The text.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="mustBeSet">Whether a variable that is not set is an error.</param>
    /// <exception cref="RenderException">It asks for more than variables, or for one that is not set.</exception>
    public string Expand(string text, Node place, bool mustBeSet = false)
    {
        if (!text.Contains("{{", StringComparison.Ordinal))
            return text;
        if (Variable().Replace(text, "").Contains("{{", StringComparison.Ordinal))
            throw new RenderException(source, $"{place.Location} has the template {text}, which only skaffold can render", "install skaffold, or name variables alone: {{.NAME}}");
        return Variable().Replace(text, match => Value(match.Groups[1].Value) ?? (mustBeSet
            ? throw new RenderException(source, $"{place.Location} has {match.Value}, and no such variable is in the environment", $"set {match.Groups[1].Value} before the test runs")
            : Nothing));
    }

    private string? Value(string name) => variables.GetValueOrDefault(name) ?? Environment.GetEnvironmentVariable(name);

    [GeneratedRegex(@"\{\{\s*\.([A-Za-z_][A-Za-z0-9_]*)\s*\}\}")]
    private static partial Regex Variable();
}
