namespace KubeAssert.PolicyRules;

/// <summary>Enumerations as files write them: <c>veryStrict</c>, or <c>very-strict</c>; never numbers, never several at once.</summary>
internal static class EnumWords
{
    public static IEnumerable<string> Of(Type type) => Enum.GetNames(type).Select(Of);

    public static string Of(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    public static object? Parse(Type type, string? word)
    {
        var plain = word?.Replace("-", "", StringComparison.Ordinal);
        return Array.Find(Enum.GetNames(type), name => name.Equals(plain, StringComparison.OrdinalIgnoreCase)) is { } found ? Enum.Parse(type, found) : null;
    }
}
