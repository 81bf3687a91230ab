using System.Collections.Frozen;

namespace KubeAssert.Cel;

/// <summary>What a function computes from its arguments, the receiver first. Arguments are never errors.</summary>
internal delegate CelValue Function(CelValue[] arguments, string? overload);

/// <summary>The functions behind the names. Operators that need not evaluate all arguments are not among them.</summary>
internal static class Functions
{
    private static readonly FrozenDictionary<string, Function> All = new Dictionary<string, Function>(StringComparer.Ordinal)
    {
        [Operators.Not] = (a, _) => a[0] is BoolValue b ? BoolValue.Of(!b.Value) : ErrorValue.NoSuchOverload,
        [Operators.Negate] = (a, _) => Arithmetic.Negate(a[0]),
        [Operators.Equal] = (a, _) => Evaluation.Compare(a[0], a[1]),
        [Operators.NotEqual] = (a, _) => BoolValue.Of(Evaluation.Compare(a[0], a[1]) != BoolValue.True),
        [Operators.Less] = (a, _) => Order(a, o => o < 0),
        [Operators.LessEqual] = (a, _) => Order(a, o => o <= 0),
        [Operators.Greater] = (a, _) => Order(a, o => o > 0),
        [Operators.GreaterEqual] = (a, _) => Order(a, o => o >= 0),
        [Operators.Add] = (a, _) => Arithmetic.Add(a[0], a[1]),
        [Operators.Subtract] = (a, _) => Arithmetic.Subtract(a[0], a[1]),
        [Operators.Multiply] = (a, _) => Arithmetic.Multiply(a[0], a[1]),
        [Operators.Divide] = (a, _) => Arithmetic.Divide(a[0], a[1]),
        [Operators.Modulo] = (a, _) => Arithmetic.Modulo(a[0], a[1]),
        [Operators.In] = (a, _) => In(a[0], a[1]),
        [Operators.MapInsert] = (a, _) => Insert(a),
        [Operators.SortByKeys] = (a, _) => ListFunctions.SortByKeys(a),
        ["dyn"] = (a, _) => a[0],
        ["type"] = (a, _) => new TypeValue(a[0].Type),
        ["bool"] = (a, _) => Conversions.ToBool(a[0]),
        ["bytes"] = (a, _) => Conversions.ToBytes(a[0]),
        ["double"] = (a, _) => Conversions.ToDouble(a[0]),
        ["duration"] = (a, _) => Conversions.ToDuration(a[0]),
        ["int"] = (a, _) => Conversions.ToInt(a[0]),
        ["string"] = (a, _) => a[0] is NullValue or TypeValue ? ErrorValue.NoSuchOverload : Conversions.ToText(a[0]),
        ["timestamp"] = (a, _) => Conversions.ToTimestamp(a[0]),
        ["uint"] = (a, _) => Conversions.ToUint(a[0]),
        ["size"] = (a, _) => a[0] is StringValue or BytesValue or ListValue or MapValue ? new IntValue(a[0].Size) : ErrorValue.NoSuchOverload,
        ["contains"] = (a, _) => TextFunctions.Contains(a),
        ["startsWith"] = (a, _) => TextFunctions.StartsWith(a),
        ["endsWith"] = (a, _) => TextFunctions.EndsWith(a),
        ["matches"] = (a, _) => TextFunctions.Matches(a),
        [Inclusion.Function] = (a, _) => Inclusion.Evaluate(a),
        ["find"] = (a, _) => TextFunctions.Find(a),
        ["findAll"] = (a, _) => TextFunctions.FindAll(a),
        ["charAt"] = (a, _) => TextFunctions.CharAt(a),
        ["indexOf"] = (a, _) => TextFunctions.IndexOf(a),
        ["lastIndexOf"] = (a, _) => TextFunctions.LastIndexOf(a),
        ["lowerAscii"] = (a, _) => TextFunctions.LowerAscii(a),
        ["upperAscii"] = (a, _) => TextFunctions.UpperAscii(a),
        ["replace"] = (a, _) => TextFunctions.Replace(a),
        ["split"] = (a, _) => TextFunctions.Split(a),
        ["substring"] = (a, _) => TextFunctions.Substring(a),
        ["trim"] = (a, _) => TextFunctions.Trim(a),
        ["join"] = (a, _) => TextFunctions.Join(a),
        ["format"] = (a, _) => TextFunctions.Format(a),
        ["strings.quote"] = (a, _) => TextFunctions.Quote(a),
        ["isSorted"] = (a, _) => ListFunctions.IsSorted(a),
        ["sum"] = ListFunctions.Sum,
        ["min"] = (a, _) => ListFunctions.Extreme(a, "min", 1),
        ["max"] = (a, _) => ListFunctions.Extreme(a, "max", -1),
        ["slice"] = (a, _) => ListFunctions.Slice(a),
        ["flatten"] = (a, _) => ListFunctions.Flatten(a),
        ["sort"] = (a, _) => ListFunctions.Sort(a),
        ["distinct"] = (a, _) => ListFunctions.Distinct(a),
        ["reverse"] = (a, _) => ListFunctions.Reverse(a),
        ["first"] = (a, _) => ListFunctions.First(a),
        ["last"] = (a, _) => ListFunctions.Last(a),
        ["lists.range"] = (a, _) => ListFunctions.Range(a),
        ["sets.contains"] = (a, _) => ListFunctions.SetContains(a),
        ["sets.equivalent"] = (a, _) => ListFunctions.SetEquivalent(a),
        ["sets.intersects"] = (a, _) => ListFunctions.SetIntersects(a),
        ["optional.of"] = (a, _) => OptionalValue.Of(a[0]),
        ["optional.none"] = (_, _) => OptionalValue.None,
        ["optional.ofNonZeroValue"] = (a, _) => a[0].IsZero ? OptionalValue.None : OptionalValue.Of(a[0]),
        ["optional.unwrap"] = (a, _) => Unwrap(a[0]),
        ["unwrapOpt"] = (a, _) => Unwrap(a[0]),
        ["hasValue"] = (a, _) => a[0] is OptionalValue o ? BoolValue.Of(o.Content is not null) : ErrorValue.NoSuchOverload,
        ["value"] = (a, _) => a[0] is OptionalValue o ? o.Content ?? new ErrorValue("optional.none() dereference") : ErrorValue.NoSuchOverload,
        ["quantity"] = (a, _) => KubernetesFunctions.Quantity(a),
        ["isQuantity"] = (a, _) => KubernetesFunctions.IsQuantity(a),
        ["sign"] = (a, _) => KubernetesFunctions.OfQuantity(a, q => new IntValue(q.Sign)),
        ["isInteger"] = (a, _) => KubernetesFunctions.OfQuantity(a, q => BoolValue.Of(q.AsInteger() is not null)),
        ["asInteger"] = (a, _) => KubernetesFunctions.OfQuantity(a, KubernetesFunctions.AsInteger),
        ["asApproximateFloat"] = (a, _) => KubernetesFunctions.OfQuantity(a, q => new DoubleValue(q.ApproximateValue)),
        ["add"] = (a, _) => KubernetesFunctions.Add(a),
        ["sub"] = (a, _) => KubernetesFunctions.Subtract(a),
        ["isGreaterThan"] = (a, _) => KubernetesFunctions.Compare(a, o => BoolValue.Of(o > 0)),
        ["isLessThan"] = (a, _) => KubernetesFunctions.Compare(a, o => BoolValue.Of(o < 0)),
        ["compareTo"] = (a, _) => KubernetesFunctions.Compare(a, o => new IntValue(o)),
        [Patches.EscapeKey] = (a, _) => a is [StringValue key] ? new StringValue(key.Value.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)) : ErrorValue.NoSuchOverload,
        ["url"] = (a, _) => KubernetesFunctions.Url(a),
        ["isURL"] = (a, _) => KubernetesFunctions.IsUrl(a),
        ["getScheme"] = (a, _) => KubernetesFunctions.OfUrl(a, u => new StringValue(u.Url.Scheme)),
        ["getHost"] = (a, _) => KubernetesFunctions.OfUrl(a, u => new StringValue(u.Url.Host)),
        ["getHostname"] = (a, _) => KubernetesFunctions.OfUrl(a, u => new StringValue(u.Url.Hostname)),
        ["getPort"] = (a, _) => KubernetesFunctions.OfUrl(a, u => new StringValue(u.Url.Port)),
        ["getEscapedPath"] = (a, _) => KubernetesFunctions.OfUrl(a, u => new StringValue(u.Url.EscapedPath)),
        ["getQuery"] = (a, _) => KubernetesFunctions.OfUrl(a, u => u.Query()),
        ["ip"] = (a, _) => KubernetesFunctions.Ip(a),
        ["isIP"] = (a, _) => KubernetesFunctions.IsIp(a),
        ["ip.isCanonical"] = (a, _) => KubernetesFunctions.IsCanonical(a),
        ["family"] = (a, _) => KubernetesFunctions.OfIp(a, ip => new IntValue(ip.IsV4 ? 4 : 6)),
        ["isUnspecified"] = (a, _) => KubernetesFunctions.OfIp(a, ip => ip.IsUnspecified),
        ["isLoopback"] = (a, _) => KubernetesFunctions.OfIp(a, ip => ip.IsLoopback),
        ["isLinkLocalMulticast"] = (a, _) => KubernetesFunctions.OfIp(a, ip => ip.IsLinkLocalMulticast),
        ["isLinkLocalUnicast"] = (a, _) => KubernetesFunctions.OfIp(a, ip => ip.IsLinkLocalUnicast),
        ["isGlobalUnicast"] = (a, _) => KubernetesFunctions.OfIp(a, ip => ip.IsGlobalUnicast),
        ["cidr"] = (a, _) => KubernetesFunctions.Cidr(a),
        ["isCIDR"] = (a, _) => KubernetesFunctions.IsCidr(a),
        ["containsIP"] = (a, _) => KubernetesFunctions.ContainsIp(a),
        ["containsCIDR"] = (a, _) => KubernetesFunctions.ContainsCidr(a),
        ["prefixLength"] = (a, _) => KubernetesFunctions.OfCidr(a, c => new IntValue(c.Bits)),
        ["masked"] = (a, _) => KubernetesFunctions.OfCidr(a, c => c.Masked()),
        ["semver"] = (a, _) => KubernetesFunctions.Semver(a),
        ["isSemver"] = (a, _) => KubernetesFunctions.IsSemver(a),
        ["major"] = (a, _) => KubernetesFunctions.OfSemver(a, v => v.Major),
        ["minor"] = (a, _) => KubernetesFunctions.OfSemver(a, v => v.Minor),
        ["patch"] = (a, _) => KubernetesFunctions.OfSemver(a, v => v.Patch),
        ["format.named"] = (a, _) => KubernetesFunctions.NamedFormat(a),
        ["validate"] = (a, _) => KubernetesFunctions.Validate(a),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The function of a name that the checker knows. What only a running API server could answer is an error "not evaluated".</summary>
    public static Function Find(string name)
    {
        if (All.TryGetValue(name, out var function))
            return function;
        if (name.StartsWith("format.", StringComparison.Ordinal) && NamedFormats.Find(name["format.".Length..]) is { } format)
            return (_, _) => format;
        if (name.StartsWith("get", StringComparison.Ordinal))
            return (a, _) => TimeFunctions.Part(name, a);
        return (_, _) => new ErrorValue($"{name}() can't be answered without a cluster") { IsNotEvaluated = true };
    }

    private static CelValue Order(CelValue[] a, Func<int, bool> test) =>
        Arithmetic.Compare(a[0], a[1], out var order) is { } error ? error : BoolValue.Of(test(order));

    private static CelValue In(CelValue item, CelValue container) => container switch
    {
        ListValue list => list.Contains(item),
        MapValue map => map.Find(item) switch { ErrorValue error => error, null => BoolValue.False, _ => BoolValue.True },
        _ => ErrorValue.NoSuchOverload,
    };

    private static CelValue Insert(CelValue[] a)
    {
        if (a[0] is not CollectedMap map)
            return ErrorValue.NoSuchOverload;
        if (a.Length == 3)
            return map.Insert(a[1], a[2]) ?? Exists(a[1]);
        if (a[1] is not MapValue added)
            return ErrorValue.NoSuchOverload;
        foreach (var key in added.Keys)
        {
            if (map.Insert(key, added.At(key)) is null)
                return Exists(key);
        }

        return map;

        static CelValue Exists(CelValue key) => new ErrorValue($"insert failed: key {Conversions.Display(key)} already exists");
    }

    private static CelValue Unwrap(CelValue value)
    {
        if (value is not ListValue list)
            return ErrorValue.NoSuchOverload;
        var items = new List<CelValue>();
        foreach (var item in list.Items)
        {
            if (item is not OptionalValue optional)
                return new ErrorValue($"value {Conversions.Display(item)} is not optional");
            if (optional.Content is { } content)
                items.Add(content);
        }

        return ListValue.Of(items);
    }
}
