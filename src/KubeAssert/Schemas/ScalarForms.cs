namespace KubeAssert.OpenApi;

/// <summary>Which scalars the API server's decoder takes for numbers, quantities, times and bytes.</summary>
internal static class ScalarForms
{
    /// <summary>What the decoder takes there, if it refuses this node; else null.</summary>
    public static string? Refuse(Node node, ValueShape shape) => shape switch
    {
        ValueShape.Int32 => IsInteger(node, int.MinValue, int.MaxValue) ? null : "an integer of 32 bits",
        ValueShape.Int64 => IsInteger(node, long.MinValue, long.MaxValue) ? null : "an integer of 64 bits",
        ValueShape.Double => node.Kind is NodeKind.Integer or NodeKind.Float ? null : "a number",
        ValueShape.IntOrString => node.Kind == NodeKind.String || IsInteger(node, int.MinValue, int.MaxValue) ? null : "an integer of 32 bits or a string",
        ValueShape.Quantity => IsQuantity(node) ? null : "a quantity such as 100m, 1.5 or 1Gi",
        ValueShape.Time => node.AsString() is { } time && Rfc3339.IsValid(time) ? null : "an RFC 3339 time such as 2024-01-02T15:04:05Z",
        ValueShape.MicroTime => node.AsString() is { } microTime && Rfc3339.IsValid(microTime, fraction: 6) ? null : "an RFC 3339 time such as 2024-01-02T15:04:05.000000Z",
        ValueShape.Bytes => node.Kind == NodeKind.String && IsBase64(node.Text!) ? null : "base64",
        _ => null,
    };

    /// <summary>The server reads YAML's <c>1.0</c> and <c>1e3</c> as the integers that they are.</summary>
    private static bool IsInteger(Node node, long least, long most) => node.Kind switch
    {
        NodeKind.Integer => node.AsInteger() is { } value && value >= least && value <= most,
        NodeKind.Float => node.AsNumber() is { } value && value == Math.Floor(value) && value >= least && value <= most && Math.Abs(value) < 9.2e18,
        _ => false,
    };

    /// <summary>Standard base64 with padding; line breaks inside are passed over, blanks are not.</summary>
    private static bool IsBase64(string text)
    {
        var digits = 0;
        var padding = 0;
        foreach (var c in text)
        {
            if (c is '\r' or '\n')
                continue;
            if (c == '=')
                padding++;
            else if (padding > 0 || !(char.IsAsciiLetterOrDigit(c) || c is '+' or '/'))
                return false;
            else
                digits++;
        }

        return (digits + padding) % 4 == 0 && padding <= 2 && (padding == 0 || digits % 4 >= 2);
    }

    private static bool IsQuantity(Node node) => node.Kind is NodeKind.Integer or NodeKind.Float || (node.AsString() is { } text && QuantityForm.IsValid(text));
}
