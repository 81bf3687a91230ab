using System.Collections.Frozen;

namespace KubeAssert.Cel;

/// <summary>All functions that an expression of Kubernetes 1.36 may call, in the order in which their overloads are tried.</summary>
internal static class Signatures
{
    private static readonly FrozenDictionary<string, CelType> TypeNames = new Dictionary<string, CelType>(StringComparer.Ordinal)
    {
        ["dyn"] = CelType.Dyn,
        ["null"] = CelType.Null,
        ["bool"] = CelType.Bool,
        ["int"] = CelType.Int,
        ["uint"] = CelType.Uint,
        ["double"] = CelType.Double,
        ["string"] = CelType.String,
        ["bytes"] = CelType.Bytes,
        ["timestamp"] = CelType.Timestamp,
        ["duration"] = CelType.Duration,
        ["net.IP"] = CelType.Ip,
        ["net.CIDR"] = CelType.Cidr,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly Lazy<FrozenDictionary<string, Overload[]>> Functions = new(Read);

    /// <summary>The overloads of a function; null when there is none of that name.</summary>
    public static IReadOnlyList<Overload>? Find(string function) => Functions.Value.GetValueOrDefault(function);

    private static FrozenDictionary<string, Overload[]> Read()
    {
        var functions = new Dictionary<string, List<Overload>>(StringComparer.Ordinal);
        foreach (var text in (string[])[StandardSignatures.Text, ExtensionsSignatures.Text, KubernetesSignatures.Text])
        {
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var words = line.Split(' ', 3);
                var isMember = words[0][0] == '.';
                var name = isMember ? words[0][1..] : words[0];
                var at = 0;
                var types = ReadList(words[2], ref at);
                at++;
                if (!functions.TryGetValue(name, out var overloads))
                    functions[name] = overloads = [];
                overloads.Add(new Overload(words[1], isMember, types, ReadType(words[2], ref at)));
            }
        }

        return functions.ToFrozenDictionary(f => f.Key, f => f.Value.ToArray(), StringComparer.Ordinal);
    }

    private static List<CelType> ReadList(string text, ref int at)
    {
        var types = new List<CelType>();
        at++;
        while (text[at] != ')')
        {
            types.Add(ReadType(text, ref at));
            while (text[at] is ',' or ' ')
                at++;
        }

        at++;
        return types;
    }

    private static CelType ReadType(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is not (',' or ' ' or ')' or '('))
            at++;
        var name = text[start..at];
        if (at < text.Length && text[at] == '(')
        {
            var parameters = ReadList(text, ref at);
            return name switch
            {
                "list" => CelType.ListOf(parameters[0]),
                "map" => CelType.MapOf(parameters[0], parameters[1]),
                "type" => CelType.TypeOf(parameters[0]),
                _ => CelType.Opaque(name, [.. parameters]),
            };
        }

        if (TypeNames.TryGetValue(name, out var known))
            return known;
        return name.Length == 1 ? CelType.Parameter(name) : CelType.Struct(name);
    }
}
