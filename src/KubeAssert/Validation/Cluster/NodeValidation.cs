namespace KubeAssert.Validation;

/// <summary>Nodes (core/v1).</summary>
/// <remarks>Source: core validation: ValidateNode. The server looks for taints under <c>metadata</c> when it names them.</remarks>
internal static class NodeValidation
{
    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);
        CheckTaints(root["spec"].List("taints"), problems);
        CheckAmounts(root["status"], "capacity", problems);
        CheckAmounts(root["status"], "allocatable", problems);

        CheckRanges(root["spec"], problems);
    }

    /// <summary>The single range stands for the list, unless the list begins with it.</summary>
    private static void CheckRanges(Node spec, Problems problems)
    {
        var ranges = spec.List("podCIDRs");
        var single = spec.String("podCIDR");
        if (single.Length > 0 && (ranges.IsEmpty || ranges[0].AsString() != single))
        {
            IpValidation.CheckRange(spec["podCIDR"], problems, path: "spec.podCIDRs[0]");
            return;
        }

        foreach (var range in ranges)
            IpValidation.CheckRange(range, problems);
        if (ranges.Length > 2 || (ranges.Length == 2 && FamilyOf(ranges[0]) == FamilyOf(ranges[1])))
            problems.Add("ip-address", spec["podCIDRs"], "holds two ranges of one family", "list one range for each family");
    }

    private static bool? FamilyOf(Node range) => IpRange.TryParse(range.AsString() ?? "", out var parsed) ? parsed.Address.IsV4 : null;

    private static void CheckTaints(ReadOnlySpan<Node> taints, Problems problems)
    {
        for (var i = 0; i < taints.Length; i++)
        {
            var taint = taints[i];
            var path = $"metadata.taints[{i}]";
            problems.HasForm(taint["key"], NameForm.LabelKey, path + ".key");
            if (!Names.IsLabelValue(taint.String("value")))
                problems.HasForm(taint["value"], NameForm.LabelValue, path + ".value");
            var effect = taint.String("effect");
            if (effect is not ("NoSchedule" or "PreferNoSchedule" or "NoExecute"))
                problems.Add(effect.Length == 0 ? "required" : "unsupported-value", taint["effect"], effect.Length == 0 ? "a taint needs an effect" : $"is {NameForm.Quoted(effect)}", "use NoSchedule, PreferNoSchedule or NoExecute", path + ".effect");
            for (var earlier = 0; earlier < i; earlier++)
            {
                if (taints[earlier].String("key") == taint.String("key") && taints[earlier].String("effect") == effect)
                    problems.Add("duplicate", taint, $"{taint.String("key")} with {effect} is listed twice", "list each key and effect once", path);
            }
        }
    }

    private static void CheckAmounts(Node status, string key, Problems problems)
    {
        foreach (ref readonly var entry in status.Map(key))
            ResourceValidation.CheckAmount(entry.Key, entry.Value, problems, $"status.{key}.{entry.Key}");
    }
}
