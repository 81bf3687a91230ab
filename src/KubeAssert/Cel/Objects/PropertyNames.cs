using System.Collections.Frozen;
using System.Text;

namespace KubeAssert.Cel;

/// <summary>How property names that are no names of CEL are written in expressions: <c>__dash__</c>, <c>__if__</c>.</summary>
internal static class PropertyNames
{
    private static readonly FrozenSet<string> Reserved = FrozenSet.ToFrozenSet(
    [
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
        "package", "namespace", "return", "var", "void", "while", "loop",
    ], StringComparer.Ordinal);

    public static bool IsReserved(string name) => Reserved.Contains(name);

    /// <summary>The name in expressions; null when the property can't be named there.</summary>
    public static string? Escape(string name)
    {
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
            return null;
        if (Reserved.Contains(name))
            return $"__{name}__";
        var escaped = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (c == '_' && i + 1 < name.Length && name[i + 1] == '_')
            {
                escaped.Append("__underscores__");
                i++;
            }
            else if (char.IsAsciiLetterOrDigit(c) || c == '_')
            {
                escaped.Append(c);
            }
            else if (c switch { '.' => "__dot__", '-' => "__dash__", '/' => "__slash__", _ => null } is { } word)
            {
                escaped.Append(word);
            }
            else
            {
                return null;
            }
        }

        return escaped.ToString();
    }

    /// <summary>The property that a name in an expression stands for; null when there is none.</summary>
    public static string? Unescape(string name)
    {
        if (!name.Contains("__", StringComparison.Ordinal))
            return name;
        var property = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length;)
        {
            var end = i + 2 < name.Length && name[i] == '_' && name[i + 1] == '_' && name[i + 2] != '_' ? name.IndexOf('_', i + 2) : -1;
            if (end < 0 || end + 1 >= name.Length || name[end + 1] != '_')
            {
                property.Append(name[i++]);
                continue;
            }

            var word = name[(i + 2)..end];
            var replacement = word switch { "underscores" => "__", "dot" => ".", "dash" => "-", "slash" => "/", _ => null };
            if (replacement is null && (!Reserved.Contains(word) || end + 2 - i != name.Length))
                return null;
            property.Append(replacement ?? word);
            i = end + 2;
        }

        return property.ToString();
    }
}
