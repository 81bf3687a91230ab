namespace KubeAssert.Validation;

/// <summary>Fields of the pod and resources of containers that variables and downward API files hold (core validation: validateObjectFieldSelector, validateContainerResourceFieldSelector).</summary>
internal static class FieldReferenceValidation
{
    private const string EnvFields = "metadata.name, metadata.namespace, metadata.uid, metadata.labels['key'], metadata.annotations['key'], spec.nodeName, spec.serviceAccountName, status.hostIP, status.hostIPs, status.podIP, status.podIPs";
    private const string FileFields = "metadata.name, metadata.namespace, metadata.uid, metadata.labels, metadata.annotations, metadata.labels['key'], metadata.annotations['key']";

    /// <summary>A field that an environment variable holds.</summary>
    public static void CheckForEnv(Node field, Problems problems) => Check(
        field,
        field.String("fieldPath") is "metadata.name" or "metadata.namespace" or "metadata.uid" or "spec.nodeName" or "spec.host" or "spec.serviceAccountName"
            or "status.hostIP" or "status.hostIPs" or "status.podIP" or "status.podIPs",
        EnvFields,
        problems);

    /// <summary>A field that a file of the downward API holds.</summary>
    public static void CheckForFile(Node field, Problems problems) => Check(
        field,
        field.String("fieldPath") is "metadata.name" or "metadata.namespace" or "metadata.uid" or "metadata.labels" or "metadata.annotations",
        FileFields,
        problems);

    /// <summary>A container's resource.</summary>
    /// <param name="needsContainer">Whether the container must be named: in a file it must.</param>
    public static void CheckResource(Node reference, bool needsContainer, Problems problems)
    {
        var resource = reference.String("resource");
        if (needsContainer && reference.String("containerName").Length == 0)
            problems.Add("required", reference["containerName"], "needs containerName", "name the container whose resource the file holds");
        else if (resource.Length == 0)
            problems.Add("required", reference["resource"], "needs resource", "set the resource: limits.cpu, requests.memory, ...");
        else if (!IsKnown(resource))
            problems.Add("unsupported-value", reference["resource"], $"is {resource}, which no container has", "use limits or requests of cpu, memory, ephemeral-storage or hugepages-*");

        CheckDivisor(reference, resource, problems);
    }

    private static void Check(Node field, bool isKnown, string known, Problems problems)
    {
        var path = field.String("fieldPath");
        if (path.Length == 0)
        {
            problems.Add("required", field["fieldPath"], "needs fieldPath", $"set one of {known}");
        }
        else if (field.String("apiVersion") is { Length: > 0 } version && version != "v1")
        {
            problems.Add("unsupported-value", field["apiVersion"], $"is {version}; v1 is supported", "write v1, or leave apiVersion out", NodePaths.Child(field, "fieldPath"));
        }
        else if (Subscript(path) is var (map, key))
        {
            CheckSubscript(field, map, key, known, problems);
        }
        else if (!isKnown)
        {
            problems.Add("unsupported-value", field["fieldPath"], $"is {path}, which can't be referred to here", $"use one of {known}");
        }
    }

    private static void CheckSubscript(Node field, string map, string key, string known, Problems problems)
    {
        if (map is not ("metadata.labels" or "metadata.annotations"))
            problems.Add("unsupported-value", field["fieldPath"], $"asks for a key of {map}; only metadata.labels and metadata.annotations have keys", $"use one of {known}");
        else if (!(map == "metadata.labels" ? Names.IsLabelKey(key) : Names.IsAnnotationKey(key)))
            problems.Add("invalid-name", field["fieldPath"], $"asks for the key {NameForm.Quoted(key)}, which is not {NameForm.LabelKey.Title}", NameForm.LabelKey.Fix(key), field.Path);
    }

    /// <summary>Splits <c>metadata.labels['app']</c> into its two parts; null for a path without a key.</summary>
    private static (string Map, string Key)? Subscript(string path)
    {
        if (!path.EndsWith("']", StringComparison.Ordinal))
            return null;
        var open = path.IndexOf("['", StringComparison.Ordinal);
        return open <= 0 || open + 2 > path.Length - 2 ? null : (path[..open], path[(open + 2)..^2]);
    }

    private static bool IsKnown(string resource) =>
        resource is "limits.cpu" or "limits.memory" or "limits.ephemeral-storage" or "requests.cpu" or "requests.memory" or "requests.ephemeral-storage"
        || resource.StartsWith("requests.hugepages-", StringComparison.Ordinal)
        || resource.StartsWith("limits.hugepages-", StringComparison.Ordinal);

    /// <summary>What the resource is divided by must be a round unit (core validation: validateContainerResourceDivisor).</summary>
    private static void CheckDivisor(Node reference, string resource, Problems problems)
    {
        if (reference.Given("divisor")?.Text is not { } text || !Quantity.TryParse(text.Trim(), out var divisor) || divisor.IsZero || !IsKnown(resource))
            return;

        var unit = divisor.ToString();
        var isCpu = resource.EndsWith(".cpu", StringComparison.Ordinal);
        var fits = isCpu
            ? unit is "1" or "1m"
            : unit is "1" or "1k" or "1M" or "1G" or "1T" or "1P" or "1E" or "1Ki" or "1Mi" or "1Gi" or "1Ti" or "1Pi" or "1Ei";
        if (!fits)
        {
            problems.Add(
                "unsupported-value",
                reference["divisor"],
                $"is {text}; {(isCpu ? "1 and 1m" : "1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi and 1Ei")} are supported for {resource}",
                isCpu ? "use 1 or 1m" : "use 1, 1k, 1Ki, 1M, 1Mi or 1Gi");
        }
    }
}
