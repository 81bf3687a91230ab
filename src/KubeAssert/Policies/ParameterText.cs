using System.Collections;
using System.Globalization;
using System.Reflection;

namespace KubeAssert.PolicyRules;

/// <summary>Parameters as reports and policy files show them: <c>atLeast: 3, kinds: [Deployment, StatefulSet]</c>.</summary>
internal static class ParameterText
{
    public static string Of(object parameters) =>
        string.Join(", ", PropertiesOf(parameters.GetType()).Select(p => $"{NameOf(p)}: {Show(p.GetValue(parameters))}"));

    /// <summary>What can be set of a record, in the order in which it is declared.</summary>
    public static IEnumerable<PropertyInfo> PropertiesOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p is { CanRead: true, CanWrite: true } && p.GetIndexParameters().Length == 0);

    /// <summary>A property's name as a policy file writes it: <c>atLeast</c>.</summary>
    public static string NameOf(PropertyInfo property) => char.ToLowerInvariant(property.Name[0]) + property.Name[1..];

    private static string Show(object? value) => value switch
    {
        null => "none",
        string text => text,
        bool truth => truth ? "true" : "false",
        Enum word => EnumWords.Of(word.ToString()),
        IDictionary map => "{" + string.Join(", ", map.Keys.Cast<object>().Select(k => $"{Show(k)}: {Show(map[k])}").Order(StringComparer.Ordinal)) + "}",
        IEnumerable<KeyValuePair<string, string>> map => "{" + string.Join(", ", map.Select(e => $"{e.Key}: {e.Value}").Order(StringComparer.Ordinal)) + "}",
        IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(Show)) + "]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
