namespace KubeAssert.Validation;

/// <summary>Fields as the API server's decoder leaves them: null counts as not written. No node is made for what is missing.</summary>
internal static class Fields
{
    /// <summary>The value behind a key; null when it is not written or null.</summary>
    public static Node? Given(this Node node, string key) =>
        node is MapNode map && map.Find(key) is { HasValue: true } value ? value : null;

    /// <summary>Whether a value other than null is written behind the key.</summary>
    public static bool Has(this Node node, string key) => node.Given(key) is not null;

    /// <summary>A string; empty when it is not written.</summary>
    public static string String(this Node node, string key) => node.Given(key)?.AsString() ?? "";

    /// <summary>An integer; null when it is not written. A number such as <c>1.0</c> is one too.</summary>
    public static long? Integer(this Node node, string key) => node.Given(key)?.Whole();

    /// <summary>An integer as the decoder reads numbers: <c>1.0</c> and <c>1e3</c> are integers.</summary>
    public static long? Whole(this Node node) =>
        node.AsInteger() ?? (node.Kind == NodeKind.Float && node.AsNumber() is { } number && Math.Abs(number) < 1e15 && Math.Floor(number) == number ? (long)number : null);

    /// <summary>A boolean; null when it is not written.</summary>
    public static bool? Boolean(this Node node, string key) => node.Given(key)?.AsBoolean();

    /// <summary>The items behind a key; empty when there is no list.</summary>
    public static ReadOnlySpan<Node> List(this Node node, string key) => node.Given(key) is ListNode list ? list.Span : [];

    /// <summary>The entries behind a key; empty when there is no map.</summary>
    public static ReadOnlySpan<MapEntry> Map(this Node node, string key) => node.Given(key) is MapNode map ? map.Span : [];

    /// <summary>Whether an item further up has the same value behind a key. A list that is long is asked through a set instead.</summary>
    public static bool Repeats(this ReadOnlySpan<Node> items, int index, string key, ref HashSet<string>? seen)
    {
        var value = items[index].String(key);
        if (items.Length > 32)
            return !(seen ??= new HashSet<string>(StringComparer.Ordinal)).Add(value);

        foreach (var earlier in items[..index])
        {
            if (earlier.String(key) == value)
                return true;
        }

        return false;
    }
}
