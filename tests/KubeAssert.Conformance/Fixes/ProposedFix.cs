using System.Text.RegularExpressions;
using KubeAssert.Yaml;

namespace KubeAssert.Conformance.Fixes;

/// <summary>Does to a manifest what the fix of a finding says, as a reader would who takes it at its word.</summary>
internal static partial class ProposedFix
{
    /// <returns>The manifest with the fix; null where the fix leaves a choice to the reader.</returns>
    public static Manifest? Apply(Finding finding, Manifest manifest)
    {
        if (finding.Fix is not { } fix)
            return null;

        try
        {
            return Changed(finding, fix, manifest);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or ManifestReadException)
        {
            return null;
        }
    }

    private static Manifest? Changed(Finding finding, string fix, Manifest manifest)
    {
        var path = finding.Path;
        var node = manifest.Root.Select(path) is [var found] ? found : null;
        if (fix.StartsWith("remove it", StringComparison.Ordinal))
            return manifest.Without(path);
        if (Rename().Match(fix) is { Success: true } rename && node is not null)
            return manifest.Without(path).WithYaml(Sibling(path, rename.Groups[1].Value), YamlWriter.Write(node));
        if (Move().Match(fix) is { Success: true } move && node is not null)
            return manifest.Without(path).WithYaml(move.Groups[1].Value, YamlWriter.Write(node));
        if (Version().Match(fix) is { Success: true } version)
            return version.Groups[2].Success
                ? manifest.With("apiVersion", version.Groups[1].Value).With("kind", version.Groups[2].Value)
                : manifest.With(path.EndsWith("apiVersion", StringComparison.Ordinal) ? path : "apiVersion", version.Groups[1].Value);
        if (Quoted().Match(fix) is { Success: true } quoted)
            return manifest.With(path, quoted.Groups[1].Value);
        if (Unquoted().Match(fix) is { Success: true } unquoted)
            return manifest.WithYaml(path, unquoted.Groups[1].Value);
        if (fix.StartsWith("make it a list of one item", StringComparison.Ordinal) && node is not null)
            return manifest.WithYaml(path, "- " + YamlWriter.Write(node).TrimEnd('\n').Replace("\n", "\n  ", StringComparison.Ordinal) + "\n");
        if (fix.StartsWith("make its items one map", StringComparison.Ordinal) && node is not null)
            return manifest.WithYaml(path, string.Concat(node.Items.Select(YamlWriter.Write)));
        if (Items().Match(fix) is { Success: true } items)
            return manifest.WithYaml(path, items.Groups[1].Value);
        if (Kind().Match(fix) is { Success: true } kind)
            return manifest.With(path, kind.Groups[1].Value);
        if (LabelKey().Match(finding.Message) is { Success: true } label && Value().Match(fix) is { Success: true } text)
            return manifest.With($"{path}[{label.Groups[1].Value}]", text.Groups[2].Value);
        return Value().Match(fix) is { Success: true } value && !IsName(value, path) ? manifest.WithYaml(Target(path, value.Groups[1].Value, node is { IsMap: true }), value.Groups[2].Value) : null;
    }

    /// <summary>Whether the fix names a field without saying its value: <c>set name</c>.</summary>
    private static bool IsName(Match value, string path) =>
        value.Groups[1].Length == 0 && (path.EndsWith(value.Groups[2].Value, StringComparison.Ordinal) || value.Groups[2].Value.Contains(path.Split('.')[^1] + ".", StringComparison.Ordinal));

    /// <summary>A fix may name the field that it sets: <c>set protocol: TCP</c>.</summary>
    private static string Target(string path, string field, bool isMap)
    {
        if (field.Length == 0)
            return path;
        if (isMap)
            return $"{path}[{field}]";
        return field.Contains('.', StringComparison.Ordinal) || !path.Contains('.', StringComparison.Ordinal) ? field : Sibling(path, field);
    }

    private static string Sibling(string path, string key)
    {
        var dot = path.LastIndexOf('.');
        return dot < 0 ? key : $"{path[..dot]}.{key}";
    }

    [GeneratedRegex(@"^label (\S+) is ")]
    private static partial Regex LabelKey();

    [GeneratedRegex(@"^did you mean (\w+)\? rename it$")]
    private static partial Regex Rename();

    [GeneratedRegex(@"^move it to ([^\s,*]+)$")]
    private static partial Regex Move();

    [GeneratedRegex(@"^write apiVersion: (\S+?)(?: and kind: (\S+))?$")]
    private static partial Regex Version();

    [GeneratedRegex("^quote it: \"(.*)\"$")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^write (\S+) without quotes$")]
    private static partial Regex Unquoted();

    [GeneratedRegex(@"^write a list: (.+)$")]
    private static partial Regex Items();

    [GeneratedRegex(@"^did you mean (\S+)\?$")]
    private static partial Regex Kind();

    [GeneratedRegex(@"^(?:write|set|use) (?:([\w.\[\]]+): )?([^\s,]+)(?:, or .*)?$")]
    private static partial Regex Value();
}
