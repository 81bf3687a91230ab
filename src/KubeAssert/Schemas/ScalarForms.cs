using System.Globalization;

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
        ValueShape.Time => IsTime(node) ? null : "an RFC 3339 time such as 2024-01-02T15:04:05Z",
        ValueShape.MicroTime => IsTime(node) ? null : "an RFC 3339 time such as 2024-01-02T15:04:05.000000Z",
        ValueShape.Bytes => node.Kind == NodeKind.String && IsBase64(node.Text!) ? null : "a string in base64",
        _ => null,
    };

    /// <summary>The server reads YAML's <c>1.0</c> and <c>1e3</c> as the integers that they are.</summary>
    private static bool IsInteger(Node node, long least, long most) => node.Kind switch
    {
        NodeKind.Integer => node.AsInteger() is { } value && value >= least && value <= most,
        NodeKind.Float => node.AsNumber() is { } value && value == Math.Floor(value) && value >= least && value <= most && Math.Abs(value) < 9.2e18,
        _ => false,
    };

    private static bool IsTime(Node node) =>
        node.AsString() is { } text
        && text.Length >= 20
        && text[10] == 'T'
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _);

    private static bool IsBase64(string text)
    {
        var buffer = text.Length <= 512 ? stackalloc byte[512] : new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out _);
    }

    private static bool IsQuantity(Node node) => node.Kind is NodeKind.Integer or NodeKind.Float || (node.AsString() is { } text && QuantityForm.IsValid(text));
}
