namespace KubeAssert.Cel;

/// <summary>What calls cost at most, by the rules of cel-go and of Kubernetes' libraries.</summary>
internal static class CallEstimates
{
    public const double PerCharacter = 0.1;
    private const double PerPatternCharacter = 0.25;
    private const double LongestFormatPattern = 128;
    private static readonly SizeRange One = SizeRange.Exactly(1);
    private static readonly SizeRange AddressBytes = new(4, 16);

    /// <summary>The estimate; null for a call that costs 1 and says nothing about its result.</summary>
    public static CallEstimate? Of(CostEstimator sizes, string function, string overload, CostNode? target, CostNode[] a)
    {
        if (ListExtension(sizes, overload, target, a) is { } extension)
            return extension;
        switch (function)
        {
            case "check":
                return new CallEstimate(350000);
            case "fieldSelector" or "labelSelector" when a.Length == 1:
                var requirements = SizeRange.Scaled(SizeRange.Scaled(sizes.SizeOf(a[0]).Max, 0.5), 50);
                return new CallEstimate(SizeRange.Sum(SizeRange.Sum(10, sizes.SizeOf(a[0]).CostAt(PerCharacter)), requirements));
            case "isSorted" or "sum" or "max" or "min" or "indexOf" or "lastIndexOf" when target is not null:
                return Traversal(sizes, target);
            case "url" when a.Length == 1:
                return Sized(sizes.SizeOf(a[0]));
            case "lowerAscii" or "upperAscii" or "substring" or "trim" when target is not null:
                return Sized(sizes.SizeOf(target));
            case "replace" when target is not null && a.Length >= 2:
                return Replace(sizes.SizeOf(target), sizes.SizeOf(a[0]), sizes.SizeOf(a[1]));
            case "split" when target is not null:
                var text = sizes.SizeOf(target);
                var parts = a.Length > 1 && a[1].Expression is LiteralExpr { Value: IntValue limit } ? unchecked((ulong)limit.Value) : text.Max;
                return new CallEstimate(text.CostAt(2 * PerCharacter), new SizeRange(0, parts));
            case "join" when target is not null:
                return Join(sizes, target, a);
            case "find" or "findAll" when target is not null && a.Length >= 1:
                return new CallEstimate(Match(sizes.SizeOf(target), sizes.SizeOf(a[0])), new SizeRange(0, sizes.SizeOf(target).Max));
            case "ip" when overload == "cidr_ip":
                return new CallEstimate(1);
            case "cidr" or "isIP" or "isCIDR" or "ip" or "quantity" or "isQuantity" or "semver" or "isSemver" when a.Length >= 1:
                return new CallEstimate(sizes.SizeOf(a[0]).CostAt(PerCharacter));
            case "ip.isCanonical" when a.Length >= 1:
                return new CallEstimate(sizes.SizeOf(a[0]).CostAt(2 * PerCharacter));
            case "containsIP" when a.Length >= 1:
                return new CallEstimate(SizeRange.Sum((AddressBytes + AddressBytes).CostAt(PerCharacter), overload == "cidr_contains_ip_string" ? sizes.SizeOf(a[0]).CostAt(PerCharacter) : 0));
            case "containsCIDR" when a.Length >= 1:
                var comparison = SizeRange.Sum(SizeRange.Sum((AddressBytes + AddressBytes).CostAt(PerCharacter), AddressBytes.CostAt(PerCharacter)), 1);
                return new CallEstimate(SizeRange.Sum(comparison, overload == "cidr_contains_cidr_string" ? sizes.SizeOf(a[0]).CostAt(PerCharacter) : 0));
            case "validate" when a.Length >= 1:
                return new CallEstimate(SizeRange.Scaled(sizes.SizeOf(a[0]).CostAt(PerCharacter), LongestFormatPattern * PerPatternCharacter));
            case Operators.Equal when a.Length == 2 && a[0].Type.Is(a[1].Type) && OfKubernetesType(a) is { } equality:
                return equality;
        }

        return Standard(overload, target, a);
    }

    private static CallEstimate? Standard(string overload, CostNode? target, CostNode[] a)
    {
        switch (overload)
        {
            case "string_format" when target is not null:
                return new CallEstimate(Known(target).CostAt(PerCharacter));
            case "string_to_bytes":
                var chars = Known(a[0]);
                return new CallEstimate(chars.CostAt(PerCharacter), new SizeRange(chars.Min, unchecked(chars.Max * 4)));
            case "bytes_to_string":
                var bytes = Known(a[0]);
                return new CallEstimate(bytes.CostAt(PerCharacter), new SizeRange(bytes.Min / 4, bytes.Max));
            case "strings_quote":
                var quoted = Known(a[0]);
                return new CallEstimate(quoted.CostAt(PerCharacter), new SizeRange(unchecked(quoted.Min + 2), unchecked((quoted.Max * 2) + 2)));
            case "starts_with_string" or "ends_with_string":
                return new CallEstimate(Known(a[0]).CostAt(PerCharacter));
            case "in_list":
                return new CallEstimate(Known(a[1]).CostAt(1));
            case "matches_string" when target is not null:
                return new CallEstimate(Match(Known(target), Known(a[0])));
            case "contains_string" when target is not null:
                return new CallEstimate(SizeRange.Product(Known(target).CostAt(PerCharacter), Known(a[0]).CostAt(PerCharacter)));
            case "less_string" or "greater_string" or "less_equals_string" or "greater_equals_string"
                or "less_bytes" or "greater_bytes" or "less_equals_bytes" or "greater_equals_bytes" or "equals" or "not_equals":
                return new CallEstimate(new SizeRange(0, Math.Min(Known(a[0]).Max, Known(a[1]).Max)).CostAt(PerCharacter));
            default:
                return null;
        }
    }

    private static CallEstimate? ListExtension(CostEstimator sizes, string overload, CostNode? target, CostNode[] a)
    {
        switch (overload)
        {
            case "list_sets_contains_list" or "list_sets_intersects_list" or "list_sets_equivalent_list":
                var pairs = sizes.SizeOf(a[0]) * sizes.SizeOf(a[1]);
                return new CallEstimate(SizeRange.Sum(pairs.CostAt(overload == "list_sets_equivalent_list" ? 2 : 1), 1));
            case "list_slice" when target is not null && a.Length == 2:
                var end = Whole(a[1], sizes.SizeOf(target).Max);
                return Allocation(1, SizeRange.Exactly(unchecked(end - Whole(a[0], 0))));
            case "lists_range" when a.Length == 1:
                return Allocation(1, SizeRange.Exactly(Whole(a[0], ulong.MaxValue)));
            case "list_reverse" when target is not null:
                return Allocation(1, sizes.SizeOf(target));
            case "list_flatten" or "list_flatten_int" when target is not null:
                return Allocation(a.Length == 1 ? Whole(a[0], ulong.MaxValue) : 1, sizes.SizeOf(target));
            case "list_distinct" when target is not null:
                return Allocation(2, sizes.SizeOf(target) * sizes.SizeOf(target));
        }

        var sorts = overload.EndsWith("_sort", StringComparison.Ordinal);
        if ((!sorts && !overload.EndsWith("_sortByAssociatedKeys", StringComparison.Ordinal)) || target is null || (!sorts && a.Length != 1))
            return null;
        var size = sizes.SizeOf(sorts ? target : a[0]);
        var isText = overload.StartsWith("list_string", StringComparison.Ordinal) || overload.StartsWith("list_bytes", StringComparison.Ordinal);
        return Allocation(isText ? 2 + PerCharacter : 2, size * size);
    }

    private static CallEstimate Traversal(CostEstimator sizes, CostNode target)
    {
        if (CostEstimator.ItemsOf(target) is not { } items)
            return new CallEstimate(sizes.SizeOf(target).CostAt(PerCharacter));
        ulong each = 1;
        if (items.Type.Kind is TypeKind.String or TypeKind.Bytes)
            each = SizeRange.Sum(each, sizes.SizeOf(items).CostAt(PerCharacter));
        return new CallEstimate(SizeRange.Product(sizes.SizeOf(target).Max, each));
    }

    private static CallEstimate Replace(SizeRange text, SizeRange old, SizeRange replacement)
    {
        ulong maxCount, maxKept = 0, minCount, minKept = 0;
        if (old.Min == 0)
        {
            maxCount = text.Max < ulong.MaxValue ? text.Max + 1 : text.Max;
            maxKept = text.Max;
        }
        else if (replacement.Max <= old.Min)
        {
            maxCount = 0;
            maxKept = text.Max;
        }
        else
        {
            maxCount = SizeRange.Scaled(text.Max, 1.0 / old.Min);
        }

        if (old.Max == 0)
        {
            minCount = text.Min < ulong.MaxValue ? text.Min + 1 : text.Min;
            minKept = text.Min;
        }
        else if (old.Max <= replacement.Min)
        {
            minCount = 0;
            minKept = text.Min;
        }
        else
        {
            minCount = SizeRange.Scaled(text.Min, 1.0 / old.Max);
        }

        var size = (new SizeRange(minCount, maxCount) * replacement) + new SizeRange(minKept, maxKept);
        return new CallEstimate(text.CostAt(2 * PerCharacter), size);
    }

    private static CallEstimate Join(CostEstimator sizes, CostNode target, CostNode[] a)
    {
        var list = sizes.SizeOf(target);
        var size = CostEstimator.ItemsOf(target) is { } items ? list * sizes.SizeOf(items) : SizeRange.Exactly(0);
        if (a.Length > 0)
            size += sizes.SizeOf(a[0]) * new SizeRange(list.Min > 0 ? list.Min - 1 : 0, list.Max > 0 ? list.Max - 1 : 0);
        return new CallEstimate(size.CostAt(PerCharacter), size);
    }

    private static CallEstimate? OfKubernetesType(CostNode[] a) => a[0].Type.Name switch
    {
        "net.IP" or "net.CIDR" or "kubernetes.Quantity" or "kubernetes.Semver" => new CallEstimate(1),
        "kubernetes.NamedFormat" => new CallEstimate(SizeRange.Exactly(64).CostAt(PerCharacter)),
        "kubernetes.URL" => new CallEstimate(new SizeRange(1, a[1].Size?.Max ?? 1).CostAt(PerCharacter)),
        _ => null,
    };

    private static ulong Match(SizeRange text, SizeRange pattern) =>
        SizeRange.Product((text + One).CostAt(PerCharacter), pattern.CostAt(PerPatternCharacter));

    private static CallEstimate Sized(SizeRange size) => new(size.CostAt(PerCharacter), size);

    private static CallEstimate Allocation(double factor, SizeRange size) =>
        new(SizeRange.Sum(size.CostAt(factor), 1 + CallCosts.MakeList), size);

    private static ulong Whole(CostNode node, ulong otherwise) =>
        node.Expression is LiteralExpr { Value: IntValue value } ? (ulong)Math.Max(0, value.Value) : otherwise;

    private static SizeRange Known(CostNode node) => node.Size ?? SizeRange.Unknown;
}
