using KubeAssert.Cel;

namespace KubeAssert.Validation;

/// <summary>A device of a ResourceSlice (resource validation: validateDevice). In v1beta1 its fields stand below <c>basic</c>.</summary>
internal static class DeviceValidation
{
    private const int MostAttributes = 32;
    private const int MostTaints = 16;
    private const int MostConsumptions = 2;
    private const int LongestValue = 64;

    public static void Check(Node device, Node spec, bool isPartitionable, Problems problems)
    {
        problems.HasForm(device["name"], NameForm.DnsLabel);
        var before = problems.Count;
        var isFlat = problems.Manifest.Version != "v1beta1";
        CheckFields(isFlat ? device : device["basic"], device, problems);
        if (isPartitionable)
            CheckPartition(isFlat ? device : device["basic"], device, spec, problems);
        if (!isFlat)
            problems.Relocate(before, device.Path + ".basic.", device.Path + ".");
    }

    /// <summary>The node that devices are on: checks what is written, and counts it.</summary>
    public static int CheckPlace(Node parent, Problems problems)
    {
        var given = 0;
        if (parent.Given("nodeName") is { } node)
        {
            problems.HasForm(node, NameForm.DnsSubdomain);
            if (node.AsString() is { Length: > 0 })
                given++;
        }

        if (parent.Given("nodeSelector") is { } selector)
        {
            NodeSelectorValidation.CheckRequired(selector, problems);
            given++;
        }

        return parent.Given("allNodes") is { } all ? given + CheckTrue(all, problems) : given;
    }

    /// <returns>1 for true; for false 0 and a finding.</returns>
    public static int CheckTrue(Node flag, Problems problems)
    {
        if (flag.AsBoolean() == true)
            return 1;
        problems.Add("unsupported-value", flag, "must be true, or not be set", "remove it");
        return 0;
    }

    private static void CheckFields(Node fields, Node device, Problems problems)
    {
        var count = fields.Map("attributes").Length + fields.Map("capacity").Length;
        if (count > MostAttributes)
            problems.Add("too-many", device, $"has {count} attributes and capacities; {MostAttributes} are allowed", "remove some");
        CheckNames(fields, "attributes", problems);
        foreach (ref readonly var entry in fields.Map("attributes"))
        {
            var before = problems.Count;
            CheckAttribute(entry.Value, problems);
            problems.Relocate(before, entry.Value.Path, InBrackets(fields["attributes"], entry));
        }

        CheckNames(fields, "capacity", problems);
        if (problems.Has(KubernetesFeature.DraConsumableCapacity))
        {
            foreach (ref readonly var entry in fields.Map("capacity"))
            {
                var before = problems.Count;
                CapacityPolicyValidation.Check(entry.Value, fields.Boolean("allowMultipleAllocations") == true, problems);
                problems.Relocate(before, entry.Value.Path, InBrackets(fields["capacity"], entry));
            }
        }

        if (problems.Has(KubernetesFeature.DraDeviceTaints) && !DeviceLists.AreTooMany(fields, "taints", MostTaints, problems))
        {
            foreach (var taint in fields.List("taints"))
                DeviceTaintValidation.CheckTaint(taint, problems);
        }

        if (problems.Has(KubernetesFeature.DraDeviceBindingConditions))
            BindingConditionsValidation.Check(fields, problems);
    }

    /// <summary>The API server names entries of these maps by their key in brackets.</summary>
    private static string InBrackets(Node map, in MapEntry entry) => $"{map.Path}[{entry.Key}]";

    private static void CheckNames(Node fields, string key, Problems problems)
    {
        foreach (ref readonly var entry in fields.Map(key))
        {
            if (DeviceNames.ProblemOf(entry.Key, needsDomain: false, problems) is { } problem)
                problems.AddAtKey("invalid-name", fields[key], entry, problem, "write a C identifier of at most 32 characters, after an optional domain and '/'");
        }
    }

    private static void CheckAttribute(Node attribute, Problems problems)
    {
        var given = 0;
        foreach (var key in (ReadOnlySpan<string>)["int", "bool", "string", "version"])
            given += attribute.Has(key) ? 1 : 0;
        if (given != 1)
            problems.Add("one-source", attribute, $"sets {given} of int, bool, string and version", "set exactly one of them");
        foreach (var key in (ReadOnlySpan<string>)["string", "version"])
        {
            if (attribute.String(key).Length > LongestValue)
                problems.Add("too-long", attribute[key], $"is longer than {LongestValue} bytes", "shorten it");
        }

        if (attribute.Given("version") is { } version && SemverValue.Parse(version.AsString() ?? "", normalize: false) is null)
            problems.Add("invalid-version", version, $"is {NameForm.Quoted(version.AsString() ?? "")}, which is not a valid semantic version", "write it as 1.2.3");
    }

    private static void CheckPartition(Node fields, Node device, Node spec, Problems problems)
    {
        if (!DeviceLists.AreTooMany(fields, "consumesCounters", MostConsumptions, problems))
        {
            foreach (var consumption in fields.List("consumesCounters"))
            {
                problems.RequireForm(consumption, "counterSet", NameForm.DnsLabel);
                ResourceSliceValidation.CheckCounterNames(consumption, problems);
            }

            DeviceLists.CheckNames(fields.List("consumesCounters"), "counterSet", problems);
        }

        if (spec.Boolean("perDeviceNodeSelection") == true)
        {
            var given = CheckPlace(fields, problems);
            if (given != 1)
                problems.Add("one-source", device, $"sets {given} of nodeName, nodeSelector and allNodes, and perDeviceNodeSelection is true", "set exactly one of them");
        }
        else if (fields.Has("nodeName") || fields.Has("nodeSelector") || fields.Has("allNodes"))
        {
            problems.Add("forbidden", device, "selects nodes, and perDeviceNodeSelection is not true", "set perDeviceNodeSelection, or select nodes for the whole slice");
        }
    }
}
