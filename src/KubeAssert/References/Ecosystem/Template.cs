using System.Text.RegularExpressions;

namespace KubeAssert.References.Ecosystem;

/// <summary>
/// Texts made from fields of an object. <c>{name}</c> and <c>{namespace}</c> are the object's own; <c>{spec.target.name}</c> is a field, and
/// <c>{spec.items[*].name}</c> the field of each item; <c>{a|b}</c> is the first of them that is set; <c>{keys:spec.data}</c> are the keys of a
/// map. Where nothing is set there is no text. <c>*</c> outside of braces stays: it stands for any text.
/// </summary>
internal static partial class Template
{
    public static IEnumerable<string> Fill(string template, Manifest manifest, string? @namespace)
    {
        var match = Field().Match(template);
        if (!match.Success)
            return [template];

        var (before, after) = (template[..match.Index], template[(match.Index + match.Length)..]);
        return Values(match.Groups[1].Value, manifest, @namespace).SelectMany(value => Fill(after, manifest, @namespace).Select(rest => before + value + rest));
    }

    private static List<string> Values(string alternatives, Manifest manifest, string? @namespace)
    {
        foreach (var path in alternatives.Split('|'))
        {
            var values = One(path, manifest, @namespace);
            if (values.Count > 0)
                return values;
        }

        return [];
    }

    private static List<string> One(string path, Manifest manifest, string? @namespace)
    {
        const string keys = "keys:";
        if (path == "name")
            return [manifest.Name];
        if (path == "namespace")
            return @namespace is null ? [] : [@namespace];
        if (path.StartsWith(keys, StringComparison.Ordinal))
            return manifest.Select(path[keys.Length..]).SelectMany(map => map.Entries).Select(entry => entry.Key).ToList();
        return manifest.Select(path).Select(node => node.Text).OfType<string>().Where(text => text.Length > 0).ToList();
    }

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex Field();
}
