using KubeAssert.Go;

namespace KubeAssert.Cel;

/// <summary>Functions of quantities, URLs, addresses, formats and versions.</summary>
internal static class KubernetesFunctions
{
    public static CelValue Quantity(CelValue[] a) => a is [StringValue s]
        ? QuantityValue.Parse(s.Value) is { } quantity ? quantity : new ErrorValue("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")
        : ErrorValue.NoSuchOverload;

    public static CelValue IsQuantity(CelValue[] a) => Is(a, s => QuantityValue.Parse(s) is not null);

    public static CelValue Compare(CelValue[] a, Func<int, CelValue> result) => a switch
    {
        [QuantityValue x, QuantityValue y] => result(Math.Sign(x.CompareTo(y))),
        [SemverValue x, SemverValue y] => result(Math.Sign(x.CompareTo(y))),
        _ => ErrorValue.NoSuchOverload,
    };

    public static CelValue Add(CelValue[] a) => a switch
    {
        [QuantityValue x, QuantityValue y] => x.Add(y),
        [QuantityValue x, IntValue y] => x.Add(QuantityValue.OfInteger(y.Value)),
        _ => ErrorValue.NoSuchOverload,
    };

    public static CelValue Subtract(CelValue[] a) => a switch
    {
        [QuantityValue x, QuantityValue y] => x.Subtract(y),
        [QuantityValue x, IntValue y] => x.Subtract(QuantityValue.OfInteger(y.Value)),
        _ => ErrorValue.NoSuchOverload,
    };

    public static CelValue OfQuantity(CelValue[] a, Func<QuantityValue, CelValue> result) => a is [QuantityValue quantity] ? result(quantity) : ErrorValue.NoSuchOverload;

    public static CelValue AsInteger(QuantityValue quantity) =>
        quantity.AsInteger() is { } value ? new IntValue(value) : new ErrorValue("cannot convert value to integer");

    public static CelValue Url(CelValue[] a) => a is [StringValue s]
        ? RequestUrl.Parse(s.Value) is { } url ? new UrlValue(url) : new ErrorValue($"URL parse error during conversion from string: parse {QuotedText.Of(s.Value)}: invalid URI for request")
        : ErrorValue.NoSuchOverload;

    public static CelValue IsUrl(CelValue[] a) => Is(a, RequestUrl.IsRequestUri);

    public static CelValue OfUrl(CelValue[] a, Func<UrlValue, CelValue> result) => a is [UrlValue url] ? result(url) : ErrorValue.NoSuchOverload;

    public static CelValue Ip(CelValue[] a) => a switch
    {
        [StringValue s] => IpAddress.Parse(s.Value) is { } address ? new IpValue(address) : NoAddress(s),
        [CidrValue cidr] => new IpValue(cidr.Address),
        _ => ErrorValue.NoSuchOverload,
    };

    public static CelValue IsIp(CelValue[] a) => Is(a, s => IpAddress.Parse(s) is not null);

    public static CelValue IsCanonical(CelValue[] a) => a is [StringValue s]
        ? IpAddress.Parse(s.Value) is { } address ? BoolValue.Of(address.ToString() == s.Value) : NoAddress(s)
        : ErrorValue.NoSuchOverload;

    public static CelValue OfIp(CelValue[] a, Func<IpAddress, CelValue> result) => a is [IpValue ip] ? result(ip.Address) : ErrorValue.NoSuchOverload;

    public static CelValue OfIp(CelValue[] a, Func<IpAddress, bool> test) => OfIp(a, ip => (CelValue)BoolValue.Of(test(ip)));

    public static CelValue Cidr(CelValue[] a) => a is [StringValue s]
        ? CidrValue.Parse(s.Value) is { } cidr ? cidr : NoNetwork(s)
        : ErrorValue.NoSuchOverload;

    public static CelValue IsCidr(CelValue[] a) => Is(a, s => CidrValue.Parse(s) is not null);

    public static CelValue OfCidr(CelValue[] a, Func<CidrValue, CelValue> result) => a is [CidrValue cidr] ? result(cidr) : ErrorValue.NoSuchOverload;

    public static CelValue ContainsIp(CelValue[] a) => a switch
    {
        [CidrValue cidr, IpValue ip] => BoolValue.Of(cidr.Contains(ip.Address)),
        [CidrValue cidr, StringValue s] => IpAddress.Parse(s.Value) is { } address ? BoolValue.Of(cidr.Contains(address)) : ErrorValue.NoSuchOverload,
        _ => ErrorValue.NoSuchOverload,
    };

    public static CelValue ContainsCidr(CelValue[] a) => a switch
    {
        [CidrValue cidr, CidrValue other] => BoolValue.Of(cidr.Contains(other)),
        [CidrValue cidr, StringValue s] => CidrValue.Parse(s.Value) is { } other ? BoolValue.Of(cidr.Contains(other)) : NoNetwork(s),
        _ => ErrorValue.NoSuchOverload,
    };

    public static CelValue Semver(CelValue[] a) => a is [StringValue s, ..] && Normalize(a) is { } normalize
        ? SemverValue.Parse(s.Value, normalize) is { } version ? version : new ErrorValue($"no semantic version: {QuotedText.Of(s.Value)}")
        : ErrorValue.NoSuchOverload;

    public static CelValue IsSemver(CelValue[] a) => a is [StringValue s, ..] && Normalize(a) is { } normalize
        ? BoolValue.Of(SemverValue.Parse(s.Value, normalize) is not null)
        : ErrorValue.NoSuchOverload;

    public static CelValue OfSemver(CelValue[] a, Func<SemverValue, ulong> part) => a is [SemverValue version] ? new IntValue((long)part(version)) : ErrorValue.NoSuchOverload;

    public static CelValue NamedFormat(CelValue[] a) => a is [StringValue s]
        ? NamedFormats.Find(s.Value) is { } format ? OptionalValue.Of(format) : OptionalValue.None
        : ErrorValue.NoSuchOverload;

    public static CelValue Validate(CelValue[] a)
    {
        if (a is not [FormatValue format, StringValue text])
            return ErrorValue.NoSuchOverload;
        var problems = format.Validate(text.Value);
        return problems.Count == 0 ? OptionalValue.None : OptionalValue.Of(ListValue.OfStrings(problems));
    }

    private static CelValue Is(CelValue[] a, Func<string, bool> test) => a is [StringValue s] ? BoolValue.Of(test(s.Value)) : ErrorValue.NoSuchOverload;

    private static bool? Normalize(CelValue[] a) => a.Length == 1 ? false : (a[1] as BoolValue)?.Value;

    private static ErrorValue NoAddress(StringValue s) => new($"IP Address {QuotedText.Of(s.Value)} parse error during conversion from string");

    private static ErrorValue NoNetwork(StringValue s) => new($"network address parse error during conversion from string: {QuotedText.Of(s.Value)}");
}
