namespace KubeAssert.Validation;

/// <summary>Namespaces, ServiceAccounts and Bindings (core/v1).</summary>
/// <remarks>Source: core validation: ValidateNamespace, ValidateServiceAccount, ValidatePodBinding.</remarks>
internal static class NamespaceValidation
{
    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsLabel, isNamespaced: false, problems);
        foreach (var finalizer in root["spec"].List("finalizers"))
        {
            var name = finalizer.AsString() ?? "";
            var path = "spec.finalizers";
            if (problems.HasForm(finalizer, NameForm.LabelKey, path) && !name.Contains('/', StringComparison.Ordinal) && name is not ("kubernetes" or "orphan" or "foregroundDeletion"))
                problems.Add("invalid-name", finalizer, $"is {name}, which is neither a standard finalizer nor begins with a domain", $"write example.com/{name}", path);
        }
    }

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
