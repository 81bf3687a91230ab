namespace KubeAssert.OpenApi;

/// <summary>Numbers as JSON has them: <c>1.0</c> and <c>1e3</c> are integers.</summary>
internal static class JsonNumber
{
    public static bool IsWhole(Node node) =>
        node.Kind == NodeKind.Integer || (node.Kind == NodeKind.Float && node.AsNumber() is { } number && Math.Abs(number) < 1e21 && Math.Floor(number) == number);

    /// <summary>The number as 64 signed bits; null for what has a fraction or is beyond them.</summary>
    public static long? Whole(Node node) =>
        node.AsInteger() ?? (IsWhole(node) && node.AsNumber() is { } number && Math.Abs(number) < 9.2e18 ? (long)number : null);
}

/// <summary>Equality of JSON values: numbers by value, maps whatever their order.</summary>
internal static class JsonEquality
{
    public static bool AreEqual(Node a, Node b)
    {
        if (a.Kind is NodeKind.Integer or NodeKind.Float)
            return b.Kind is NodeKind.Integer or NodeKind.Float && a.AsNumber() == b.AsNumber();
        if (a.Kind != b.Kind)
            return false;

        return a.Kind switch
        {
            NodeKind.String => a.Text == b.Text,
            NodeKind.Boolean => a.AsBoolean() == b.AsBoolean(),
            NodeKind.List => a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(pair => AreEqual(pair.First, pair.Second)),
            NodeKind.Map => a.Entries.Count == b.Entries.Count && a.Entries.All(entry => b[entry.Key] is { Exists: true } other && AreEqual(entry.Value, other)),
            _ => true,
        };
    }
}
