namespace KubeAssert.Cel;

/// <summary>What calls cost when they run, by the rules of cel-go and of Kubernetes' libraries.</summary>
internal static class CallCosts
{
    public const long MakeList = 10;
    public const long MakeMap = 30;
    private const double PerCharacter = 0.1;
    private const double PerPatternCharacter = 0.25;

    public static long Of(string function, string? overload, CelValue[] a, CelValue result)
    {
        switch (function)
        {
            case "isSorted" or "sum" or "max" or "min" or "indexOf" or "lastIndexOf":
                return Traversal(a[0]);
            case "url" or "lowerAscii" or "upperAscii" or "substring" or "trim" or "cidr" or "isIP" or "isCIDR" or "quantity" or "isQuantity" or "semver" or "isSemver"
                or "startsWith" or "endsWith" or "bytes" or "strings.quote" or "format":
                return Text(a[0].Size);
            case "string" when a[0] is BytesValue:
                return Text(a[0].Size);
            case "ip":
                return a[0] is CidrValue ? 1 : Text(a[0].Size);
            case "replace" or "split" or "ip.isCanonical":
                return Ceiling(a[0].Size * 2 * PerCharacter);
            case "join":
                return Ceiling(result.Size * 2 * PerCharacter);
            case "find" or "findAll" or "matches":
                return Ceiling((1 + a[0].Size) * PerCharacter) * Ceiling(a[1].Size * PerPatternCharacter);
            case "containsIP":
                return Ceiling(2 * a[0].Size * PerCharacter) + (a[1] is StringValue ? Text(a[1].Size) : 0);
            case "containsCIDR":
                return Ceiling(2 * a[0].Size * PerCharacter) + Text(a[0].Size) + 1 + (a[1] is StringValue ? Text(a[1].Size) : 0);
            case "validate" when a[0] is FormatValue format:
                return Ceiling((1 + a[1].Size) * PerCharacter) * Ceiling(format.PatternSize * PerPatternCharacter);
            case "contains":
                return Text(a[0].Size) * Text(a[1].Size);
            case Operators.In when a[1] is ListValue:
                return a[1].Size;
            case Operators.Equal or Operators.NotEqual:
                return a[0] is QuantityValue or IpValue or CidrValue or FormatValue or UrlValue or SemverValue ? 1 : Text(Math.Min(a[0].Size, a[1].Size));
            case Operators.Less or Operators.LessEqual or Operators.Greater or Operators.GreaterEqual when a[0] is StringValue or BytesValue:
                return Text(Math.Min(a[0].Size, a[1].Size));
            case Operators.Add when a[0] is StringValue or BytesValue:
                return Text(a[0].Size + a[1].Size);
            case "slice" or "lists.range" or "reverse":
                return Allocation(1, result.Size);
            case "flatten":
                return Allocation(a.Length == 2 && a[1] is IntValue depth ? depth.Value : 1, a[0].Size);
            case "distinct" or "sort":
                return SelfComparison(a[0]);
            case Operators.SortByKeys:
                return SelfComparison(a[1]);
            case "sets.contains" or "sets.intersects":
                return 1 + (a[0].Size * a[1].Size);
            case "sets.equivalent":
                return 1 + (2 * a[0].Size * a[1].Size);
            default:
                return 1;
        }
    }

    private static long Ceiling(double value) => (long)Math.Ceiling(value);

    private static long Text(long size) => Ceiling(size * PerCharacter);

    private static long Allocation(double factor, long size) => (long)Math.Clamp(size * factor, 0, long.MaxValue / 2) + 1 + MakeList;

    private static long SelfComparison(CelValue value)
    {
        var factor = value is ListValue { Count: > 0 } list && (list[0] is StringValue or BytesValue) ? 2 + PerCharacter : 2;
        return Allocation(factor, value.Size * value.Size);
    }

    private static long Traversal(CelValue value) => value switch
    {
        StringValue s => (long)(System.Text.Encoding.UTF8.GetByteCount(s.Value) * PerCharacter),
        BytesValue b => (long)(b.Value.Length * PerCharacter),
        ListValue list => list.Items.Sum(Traversal),
        MapValue map => map.Keys.Sum(k => Traversal(k) + Traversal(map.At(k))),
        _ => 1,
    };
}
