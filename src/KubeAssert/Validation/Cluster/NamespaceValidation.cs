namespace KubeAssert.Validation;

/// <summary>Namespaces, ServiceAccounts and Bindings (core/v1).</summary>
/// <remarks>Source: core validation: ValidateNamespace, ValidateServiceAccount, ValidatePodBinding.</remarks>
internal static class NamespaceValidation
{
    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsLabel, isNamespaced: false, problems);
        CheckPodSecurity(root["metadata"]["labels"], problems);
        foreach (var finalizer in root["spec"].List("finalizers"))
        {
            var name = finalizer.AsString() ?? "";
            var path = "spec.finalizers";
            if (problems.HasForm(finalizer, NameForm.LabelKey, path) && !name.Contains('/', StringComparison.Ordinal) && name is not ("kubernetes" or "orphan" or "foregroundDeletion"))
                problems.Add("invalid-name", finalizer, $"is {name}, which is neither a standard finalizer nor begins with a domain", $"write example.com/{name}", path);
        }
    }

    /// <summary>The levels and versions that the Pod Security admission plugin reads from labels (pod-security-admission, api/helpers.go).</summary>
    private static void CheckPodSecurity(Node labels, Problems problems)
    {
        foreach (var mode in (ReadOnlySpan<string>)["enforce", "audit", "warn"])
        {
            var level = labels.Given($"pod-security.kubernetes.io/{mode}");
            if (level is not null && level.AsString() is not ("privileged" or "baseline" or "restricted"))
                problems.Unsupported(level, ["privileged", "baseline", "restricted"]);
            var version = labels.Given($"pod-security.kubernetes.io/{mode}-version");
            if (version is not null && !IsPolicyVersion(version.AsString() ?? ""))
                problems.Add("invalid-version", version, $"is {NameForm.Quoted(version.AsString() ?? "")}; latest and versions such as v1.36 are supported", "write latest, or a version as v1.36");
        }
    }

    private static bool IsPolicyVersion(string text) =>
        text == "latest" || (text.StartsWith("v1.", StringComparison.Ordinal) && text.Length is > 3 and < 7
            && text.AsSpan(3).IndexOfAnyExceptInRange('0', '9') < 0 && (text.Length == 4 || text[3] != '0'));

    public static void CheckServiceAccount(MapNode root, Problems problems) =>
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);

    public static void CheckBinding(MapNode root, Problems problems)
    {
        var target = root["target"];
        if (target.String("kind") is { Length: > 0 } kind && kind != "Node")
            problems.Add("unsupported-value", target["kind"], $"is {NameForm.Quoted(kind)}; a pod is bound to a Node", "set kind: Node");
        problems.Require(target, "name");
    }
}
