using System.Collections.Frozen;
using KubeAssert.Texts;

namespace KubeAssert.OpenApi;

/// <summary>What becomes of a field that holds nothing, or only a zero, when the server writes an object.</summary>
internal enum FieldForm
{
    /// <summary>Left out when it is not set; a zero that is set stays.</summary>
    Kept,

    /// <summary>Left out when it is not set or zero.</summary>
    DroppedWhenZero,

    /// <summary>Always written.</summary>
    Always,
}

/// <summary>
/// How the API server writes the fields of its types, by the tags of the types in k8s.io/api. Only what differs from the rule is
/// stored: strings, lists and maps are dropped when they are empty, everything else is kept when it is set.
/// </summary>
internal static class ObjectForms
{
    private static readonly Lazy<FrozenDictionary<string, FrozenDictionary<string, FieldForm>>> Types = new(Read);
    private static readonly FrozenDictionary<string, FieldForm> NoExceptions = FrozenDictionary<string, FieldForm>.Empty;

    /// <summary>The fields of a type that don't follow the rule.</summary>
    public static FrozenDictionary<string, FieldForm> ExceptionsOf(string typeName) => Types.Value.GetValueOrDefault(typeName, NoExceptions);

    public static FieldForm Of(FrozenDictionary<string, FieldForm> exceptions, string field, ValueShape shape) =>
        exceptions.TryGetValue(field, out var form) ? form
        : shape is ValueShape.String or ValueShape.List or ValueShape.Map or ValueShape.Bytes ? FieldForm.DroppedWhenZero
        : FieldForm.Kept;

    private static FrozenDictionary<string, FrozenDictionary<string, FieldForm>> Read()
    {
        var types = new Dictionary<string, FrozenDictionary<string, FieldForm>>(StringComparer.Ordinal);
        foreach (var line in CompiledResource.Lines("object.forms"))
        {
            var words = line.Split(' ');
            var fields = new Dictionary<string, FieldForm>(StringComparer.Ordinal);
            foreach (var word in words.Skip(1))
            {
                var form = word[0] switch { 'p' => FieldForm.Always, 'z' => FieldForm.DroppedWhenZero, _ => FieldForm.Kept };
                foreach (var field in word[2..].Split(','))
                    fields[field] = form;
            }

            types[words[0]] = fields.ToFrozenDictionary(StringComparer.Ordinal);
        }

        return types.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
