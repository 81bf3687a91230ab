namespace KubeAssert.Validation;

/// <summary>StorageVersions (internal.apiserver.k8s.io), whose names are a group and a resource.</summary>
/// <remarks>Source: apiserverinternal validation: ValidateStorageVersionName, which generated names must meet before anything is added.</remarks>
internal static class StorageVersionValidation
{
    public static void Check(MapNode root, Problems problems)
    {
        var metadata = root["metadata"];
        MetadataValidation.CheckRest(metadata, isNamespaced: false, problems);
        var prefix = metadata.String("generateName");
        if (prefix.Length > 0 && !IsValid(prefix))
            Report(metadata["generateName"], prefix, problems);
        var name = metadata.String("name");
        if (name.Length > 0 && !IsValid(name))
            Report(metadata["name"], name, problems);
        else if (name.Length == 0 && prefix.Length == 0)
            problems.Add("required", metadata["name"], "Required value: name or generateName is required", "set metadata.name");
    }

    private static bool IsValid(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot >= 0 && Names.IsDnsSubdomain(name[..dot]) && Names.IsDns1035Label(name[(dot + 1)..]);
    }

    private static void Report(Node node, string name, Problems problems) =>
        problems.Add("invalid-name", node, $"is {NameForm.Quoted(name)}, which is not a group, a dot and a resource", "write it as apps.deployments");
}
