namespace KubeAssert.Validation;

/// <summary>LimitRanges (core/v1).</summary>
/// <remarks>Source: core validation: ValidateLimitRange, after the defaults of core/v1, which fill a container's default and defaultRequest from max, default and min. The server names a LimitRange without a name.</remarks>
internal static class LimitRangeValidation
{
    private static readonly string[] Amounts = ["max", "min", "default", "defaultRequest", "maxLimitRequestRatio"];

    public static void Check(MapNode root, Problems problems)
    {
        var metadata = root["metadata"];
        if (metadata.String("name").Length > 0 || metadata.String("generateName").Length > 0)
            MetadataValidation.CheckName(metadata, NameForm.DnsSubdomain, problems);
        MetadataValidation.CheckRest(metadata, isNamespaced: true, problems);
        var limits = root["spec"].List("limits");
        for (var i = 0; i < limits.Length; i++)
        {
            CheckType(limits, i, problems);
            CheckLimit(limits[i], problems);
        }
    }

    private static void CheckType(ReadOnlySpan<Node> limits, int index, Problems problems)
    {
        var type = limits[index].String("type");
        if (!Names.IsLabelKey(type))
            problems.Add("invalid-name", limits[index]["type"], type.Length == 0 ? "is empty" : $"is {NameForm.Quoted(type)}, which is no type of limit", "use Container, Pod or PersistentVolumeClaim");
        else if (!type.Contains('/', StringComparison.Ordinal) && type is not ("Pod" or "Container" or "PersistentVolumeClaim"))
            problems.Add("unsupported-value", limits[index]["type"], $"is {type}; Container, Pod, PersistentVolumeClaim are supported", "use Container, Pod or PersistentVolumeClaim");

        for (var i = 0; i < index; i++)
        {
            if (limits[i].String("type") != type)
                continue;
            problems.Add("duplicate", limits[index]["type"], $"{type} is limited twice", "write one limit for each type");
            return;
        }
    }

    private static void CheckLimit(Node limit, Problems problems)
    {
        var type = limit.String("type");
        foreach (var amount in Amounts)
        {
            if (limit.Given(amount) is not MapNode map)
                continue;
            if (type == "Pod" && amount is "default" or "defaultRequest")
            {
                if (map.Span.Length > 0)
                    problems.Add("forbidden", map, $"a limit of pods has no {amount}", "limit containers instead");
                continue;
            }

            foreach (ref readonly var entry in map.Span)
            {
                CheckName(type, entry, $"{map.Path}[{entry.Key}]", problems);
                if (type == "Container")
                    CheckDerived(limit, amount, entry, problems);
            }
        }

        if (type == "PersistentVolumeClaim" && !limit["min"].Has("storage") && !limit["max"].Has("storage"))
            problems.Add("required", limit, "limits claims, but not their storage", "set min.storage or max.storage", NodePaths.Child(limit, "limits"));
        CheckAmounts(limit, type, problems);
    }

    private static void CheckName(string type, in MapEntry entry, string path, Problems problems)
    {
        if (entry.Key is "cpu" or "memory")
            return;
        if (type is "Pod" or "Container")
            ResourceNameValidation.Check(entry.Value, entry.Key, problems, path);
        else
            ResourceNameValidation.CheckAny(entry.Value, entry.Key, problems, path);
    }

    /// <summary>The defaults that the API server derives for containers are checked like written ones (core/v1 defaults: SetDefaults_LimitRangeItem).</summary>
    private static void CheckDerived(Node limit, string amount, in MapEntry entry, Problems problems)
    {
        if (amount == "max" && !limit["default"].Has(entry.Key))
            CheckName("Container", entry, $"{limit.Path}.default[{entry.Key}]", problems);
        if (amount is "max" or "min" or "default" && !limit["defaultRequest"].Has(entry.Key))
            CheckName("Container", entry, $"{limit.Path}.defaultRequest[{entry.Key}]", problems);
    }

    private static void CheckAmounts(Node limit, string type, Problems problems)
    {
        HashSet<string>? seen = null;
        foreach (var amount in Amounts)
        {
            foreach (ref readonly var entry in limit.Map(amount))
            {
                if ((seen ??= new HashSet<string>(StringComparer.Ordinal)).Add(entry.Key))
                    CheckResource(new Limits(limit, type, entry.Key), problems);
            }
        }
    }

    private static void CheckResource(Limits limits, Problems problems)
    {
        var (min, max, normal, request) = (limits.Min, limits.Max, limits.Default, limits.DefaultRequest);
        MustNotExceed(limits, "min", min, "max", max, "min", problems);
        MustNotExceed(limits, "min", min, "defaultRequest", request, "defaultRequest", problems);
        MustNotExceed(limits, "defaultRequest", request, "max", max, "defaultRequest", problems);
        MustNotExceed(limits, "defaultRequest", request, "default", normal, "defaultRequest", problems);
        MustNotExceed(limits, "min", min, "default", normal, "default", problems);
        MustNotExceed(limits, "default", normal, "max", max, "default", problems);
        CheckRatio(limits, problems);
        if (normal is { } a && request is { } b && a != b && !ResourceNames.MayBeOvercommitted(limits.Name))
            problems.Add("limit-range", limits.At("defaultRequest"), $"is {b} for {limits.Name}, but default is {a}; this resource can't be overcommitted", "make them equal", limits.PathOf("defaultRequest"));
    }

    private static void MustNotExceed(Limits limits, string lowKey, Quantity? low, string highKey, Quantity? high, string field, Problems problems)
    {
        if (low > high)
            problems.Add("limit-range", limits.At(field), $"{lowKey} {low} of {limits.Name} is above {highKey} {high}", $"lower {lowKey}, or raise {highKey}", limits.PathOf(field));
    }

    private static void CheckRatio(Limits limits, Problems problems)
    {
        if (limits.Ratio is not { } ratio)
            return;

        if (ratio < Quantity.Of(1))
            problems.Add("limit-range", limits.At("maxLimitRequestRatio"), $"is {ratio} for {limits.Name}; 1 is the least", "set 1 or more", limits.PathOf("maxLimitRequestRatio"));
        if (limits.Min is { } min && limits.Max is { } max && !min.IsZero && (double)ratio.Nanos / 1e9 > (double)max.Nanos / (double)min.Nanos)
            problems.Add("limit-range", limits.At("maxLimitRequestRatio"), $"is {ratio} for {limits.Name}, which is more than max by min", "lower it", limits.PathOf("maxLimitRequestRatio"));
    }

    /// <summary>What one limit says of one resource, defaults included.</summary>
    private readonly struct Limits(Node limit, string type, string name)
    {
        public string Name => name;

        public Quantity? Min => Read("min");

        public Quantity? Max => Read("max");

        public Quantity? Ratio => Read("maxLimitRequestRatio");

        public Quantity? Default => type == "Pod" ? null : Read("default") ?? (type == "Container" ? Max : null);

        public Quantity? DefaultRequest => type == "Pod" ? null : Read("defaultRequest") ?? (type == "Container" ? Default ?? Min : null);

        public Node At(string key) => limit[key][name];

        public string PathOf(string key) => $"{NodePaths.Child(limit, key)}[{name}]";

        private Quantity? Read(string key) => (limit.Given(key) as MapNode)?.Find(name) is { } value ? ResourceValidation.Stored(value) : null;
    }
}
