using System.Text;

namespace KubeAssert.Validation;

/// <summary>StorageClasses and VolumeAttributesClasses (storage.k8s.io).</summary>
/// <remarks>Source: storage validation: ValidateStorageClass, ValidateVolumeAttributesClass.</remarks>
internal static class StorageClassValidation
{
    private const int MostParameters = 512;
    private const int MostParameterBytes = 256 * 1024;

    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);
        CheckProvisioner(root, "provisioner", problems);
        CheckParameters(root, needsSome: false, problems);
        if (root.String("reclaimPolicy") is { Length: > 0 } policy && policy is not ("Delete" or "Retain"))
            problems.Unsupported(root["reclaimPolicy"], ["Delete", "Retain"]);
        WebhookConfigurationValidation.MustBeOneOf(root, "volumeBindingMode", problems, "Immediate", "WaitForFirstConsumer");
        CheckTopologies(root.List("allowedTopologies"), problems);
    }

    public static void CheckAttributes(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);
        CheckProvisioner(root, "driverName", problems);
        CheckParameters(root, needsSome: true, problems);
    }

    private static void CheckProvisioner(MapNode root, string key, Problems problems)
    {
        if (problems.Require(root, key) && !Names.IsLabelKey(root.String(key).ToLowerInvariant()))
            problems.HasForm(root[key], NameForm.LabelKey);
    }

    private static void CheckParameters(MapNode root, bool needsSome, Problems problems)
    {
        var parameters = root.Map("parameters");
        if (parameters.Length > MostParameters)
        {
            problems.Add("too-many", root["parameters"], $"holds {parameters.Length} parameters; {MostParameters} are allowed", "remove some");
            return;
        }

        long bytes = 0;
        foreach (ref readonly var entry in parameters)
        {
            bytes += Encoding.UTF8.GetByteCount(entry.Key) + Encoding.UTF8.GetByteCount(entry.Value.AsString() ?? "");
            if (entry.Key.Length == 0)
                problems.AddAtKey("invalid-key", root["parameters"], entry, "a parameter has no name", "name it");
        }

        if (bytes > MostParameterBytes)
            problems.Add("too-long", root["parameters"], $"take {bytes} bytes; {MostParameterBytes} are allowed", "shorten them");
        if (needsSome && parameters.IsEmpty)
            problems.Add("required", root["parameters"], "needs a parameter", "add a parameter");
    }

    private static void CheckTopologies(ReadOnlySpan<Node> terms, Problems problems)
    {
        for (var i = 0; i < terms.Length; i++)
        {
            var expressions = terms[i].List("matchLabelExpressions");
            if (expressions.IsEmpty)
                problems.Add("duplicate", terms[i]["matchLabelExpressions"], "asks for nothing", "add an expression, or remove the term");
            HashSet<string>? seen = null;
            for (var j = 0; j < expressions.Length; j++)
            {
                problems.HasForm(expressions[j]["key"], NameForm.LabelKey);
                CheckValues(expressions[j], problems);
                if (expressions.Repeats(j, "key", ref seen))
                    problems.Add("duplicate", expressions[j]["key"], $"{expressions[j].String("key")} is asked for twice", "ask for it once");
            }

            for (var earlier = 0; earlier < i; earlier++)
            {
                if (expressions.IsEmpty || !AreSame(terms[earlier], terms[i]))
                    continue;
                problems.Add("duplicate", terms[i]["matchLabelExpressions"], "repeats an earlier term", "remove it");
                break;
            }
        }
    }

    private static void CheckValues(Node expression, Problems problems)
    {
        var values = expression.List("values");
        if (values.IsEmpty)
            problems.Add("required", expression["values"], "needs a value", "list the values");
        for (var i = 0; i < values.Length; i++)
        {
            for (var earlier = 0; earlier < i; earlier++)
            {
                if (values[earlier].AsString() == values[i].AsString())
                    problems.Add("duplicate", values[i], $"{values[i].Text} is listed twice", "list it once");
            }
        }
    }

    /// <summary>Whether two terms ask for the same: the order of keys and values doesn't matter.</summary>
    private static bool AreSame(Node a, Node b)
    {
        var left = a.List("matchLabelExpressions");
        var right = b.List("matchLabelExpressions");
        if (left.Length != right.Length)
            return false;
        foreach (var expression in left)
        {
            if (!HasSame(right, expression))
                return false;
        }

        return true;
    }

    private static bool HasSame(ReadOnlySpan<Node> expressions, Node expression)
    {
        foreach (var other in expressions)
        {
            if (other.String("key") == expression.String("key"))
                return ValuesOf(other).SetEquals(ValuesOf(expression));
        }

        return false;
    }

    private static HashSet<string> ValuesOf(Node expression)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in expression.List("values"))
            values.Add(value.AsString() ?? "");
        return values;
    }
}
