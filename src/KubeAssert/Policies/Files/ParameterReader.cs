using System.Collections.Immutable;
using System.Reflection;

namespace KubeAssert.PolicyRules;

/// <summary>Reads a rule's parameters: the record of its defaults, with what a file says in place of some.</summary>
internal sealed class ParameterReader(SettingsReader reader)
{
    private static readonly MethodInfo Clone = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <returns>The parameters; null where something is wrong, which is noted.</returns>
    public object? Read(Node node, object defaults)
    {
        var before = reader.Problems.Count;
        var properties = ParameterText.PropertiesOf(defaults.GetType()).ToDictionary(ParameterText.NameOf, StringComparer.Ordinal);
        var parameters = Clone.Invoke(defaults, null)!;
        foreach (var entry in reader.Entries(node))
        {
            if (!properties.TryGetValue(entry.Key, out var property))
                reader.Unknown(entry.KeyLocation, "parameter", entry.Key, properties.Keys);
            else if (TryRead(entry.Value, property.PropertyType, out var value))
                Set(parameters, property, value, entry.Value);
            else
                reader.Refuse(entry.Value.Location, $"{entry.Key} is {SettingsReader.Described(entry.Value)}", $"write {Wanted(property.PropertyType)}");
        }

        return reader.Problems.Count == before ? parameters : null;
    }

    private void Set(object parameters, PropertyInfo property, object? value, Node place)
    {
        try
        {
            property.SetValue(parameters, value);
        }
        catch (TargetInvocationException e) when (e.InnerException is ArgumentException refused)
        {
            reader.Refuse(place.Location, refused.Message.ReplaceLineEndings(" "), "correct it");
        }
    }

    private static bool TryRead(Node node, Type type, out object? value)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            value = null;
            return !node.HasValue || TryRead(node, inner, out value);
        }

        value = type switch
        {
            _ when type == typeof(string) => node.Text,
            _ when type == typeof(bool) => node.AsBoolean(),
            _ when type == typeof(int) => node.AsInteger() is { } whole && whole == (int)whole ? (int)whole : null,
            _ when type == typeof(long) => node.AsInteger(),
            _ when type == typeof(double) => node.AsNumber(),
            _ when type == typeof(Quantity) => node.Text is { } text && Quantity.TryParse(text, out var amount) ? amount : null,
            { IsEnum: true } => EnumWords.Parse(type, node.Text),
            _ when ItemOf(type) is { } item => List(node, item, type),
            _ when type.IsAssignableFrom(typeof(ImmutableDictionary<string, string>)) => Map(node),
            _ => null,
        };
        return value is not null;
    }

    private static object? List(Node node, Type item, Type type)
    {
        if (!node.IsList)
            return null;
        var items = Array.CreateInstance(item, node.Items.Count);
        for (var i = 0; i < items.Length; i++)
        {
            if (!TryRead(node.Items[i], item, out var value))
                return null;
            items.SetValue(value, i);
        }

        if (type.IsInstanceOfType(items))
            return items;
        var copy = typeof(IEnumerable<>).MakeGenericType(item);
        return new[] { typeof(List<>), typeof(HashSet<>) }.Select(t => t.MakeGenericType(item)).FirstOrDefault(type.IsAssignableFrom)?.GetConstructor([copy])!.Invoke([items]);
    }

    private static ImmutableDictionary<string, string>? Map(Node node) =>
        node.IsMap && node.Entries.All(e => e.Value.Text is not null) ? node.Entries.ToImmutableDictionary(e => e.Key, e => e.Value.Text!, StringComparer.Ordinal) : null;

    /// <summary>What a list, set or array is of; null for everything else.</summary>
    private static Type? ItemOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericArguments() is [var item] && typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? item
        : null;

    private static string Wanted(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(string) => "a text",
            _ when plain == typeof(bool) => "true or false",
            _ when plain == typeof(int) || plain == typeof(long) => "an integer",
            _ when plain == typeof(double) => "a number",
            _ when plain == typeof(Quantity) => "a quantity, as 100m or 1Gi",
            { IsEnum: true } => "one of " + string.Join(", ", EnumWords.Of(plain)),
            _ when ItemOf(plain) is { } item => $"a list, each item {Wanted(item)}",
            _ when plain.IsAssignableFrom(typeof(ImmutableDictionary<string, string>)) => "a map of texts",
            _ => "it in code: a file can't set it",
        };
    }
}
