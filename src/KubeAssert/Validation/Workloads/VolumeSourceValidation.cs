namespace KubeAssert.Validation;

/// <summary>Sources of volumes whose rules need nothing but the source (core validation: validate...VolumeSource).</summary>
internal static class VolumeSourceValidation
{
    public static void Check(string key, Node source, Problems problems)
    {
        switch (key)
        {
            case "hostPath":
                CheckHostPath(source, problems);
                break;
            case "secret":
                problems.Require(source, "secretName", "name the Secret");
                CheckFiles(source, problems);
                break;
            case "configMap":
                problems.Require(source, "name", "name the ConfigMap");
                CheckFiles(source, problems);
                break;
            case "persistentVolumeClaim":
                problems.Require(source, "claimName", "name the claim");
                break;
            case "nfs":
                problems.Require(source, "server");
                if (problems.Require(source, "path") && !source.String("path").StartsWith('/'))
                    problems.Add("path", source["path"], $"is {NameForm.Quoted(source.String("path"))}; an absolute path is needed", $"write /{source.String("path")}");
                break;
            case "gitRepo":
                problems.Require(source, "repository");
                VolumePaths.IsDescending(source["directory"], problems);
                break;
            case "csi":
                CheckCsi(source, problems);
                break;
            case "gcePersistentDisk":
                CheckPersistentDisk(source, problems);
                break;
            case "awsElasticBlockStore":
                problems.Require(source, "volumeID");
                problems.InRange(source, "partition", 0, 255);
                break;
            case "azureFile":
                problems.Require(source, "secretName");
                problems.Require(source, "shareName");
                break;
            case "azureDisk":
                CheckAzureDisk(source, problems);
                break;
            case "vsphereVolume":
                problems.Require(source, "volumePath");
                break;
            case "photonPersistentDisk":
                problems.Require(source, "pdID");
                break;
            default:
                NetworkVolumeValidation.Check(key, source, problems);
                break;
        }
    }

    /// <summary>The mode of files, and which keys become which files (core validation: validateKeyToPath).</summary>
    public static void CheckFiles(Node source, Problems problems)
    {
        CheckMode(source, "defaultMode", problems);
        foreach (var item in source.List("items"))
            CheckItem(item, problems);
    }

    public static void CheckItem(Node item, Problems problems)
    {
        problems.Require(item, "key");
        if (problems.Require(item, "path"))
            VolumePaths.IsNotReserved(item["path"], problems);
        CheckMode(item, "mode", problems);
    }

    /// <summary>Permission bits from 0 to 0777; a YAML number without a leading zero is decimal, so 0777 is 511.</summary>
    /// <param name="path">The field as the API server names it, where that is not the node's own path.</param>
    public static void CheckMode(Node parent, string key, Problems problems, string? path = null)
    {
        if (parent.Integer(key) is { } mode and (< 0 or > 511))
            problems.Add("out-of-range", parent[key], $"is {parent[key].Text} (decimal {mode}); modes go from 0 to 0777 (511)", "write the mode in octal with a leading zero: 0644", path);
    }

    /// <summary>The API server calls the field persistentDisk.</summary>
    private static void CheckPersistentDisk(Node source, Problems problems)
    {
        if (source.String("pdName").Length == 0)
            problems.Add("required", source["pdName"], "needs pdName", "name the disk", NodePaths.Child(source.Parent!, "persistentDisk") + ".pdName");
        if (source.Integer("partition") is < 0 or > 255)
            problems.Add("out-of-range", source["partition"], $"is {source["partition"].Text}; 0 to 255 is allowed", "set the number of the partition", NodePaths.Child(source.Parent!, "persistentDisk") + ".partition");
    }

    private static void CheckHostPath(Node source, Problems problems)
    {
        if (!problems.Require(source, "path", "set the path on the node"))
            return;
        VolumePaths.HasNoBacksteps(source["path"], problems);
        problems.Supports(source.Given("type"), "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket");
    }

    private static void CheckCsi(Node source, Problems problems)
    {
        if (problems.Require(source, "driver", "name the CSI driver"))
            CheckDriverName(source["driver"], problems);
        if (source.Given("nodePublishSecretRef") is not { } secret)
            return;
        if (problems.Require(secret, "name", "name the Secret") && !Names.IsDnsSubdomain(secret.String("name")))
            problems.HasForm(secret["name"], NameForm.DnsSubdomain, NodePaths.Child(source, "name"));
    }

    /// <summary>A DNS subdomain in any case of at most 63 characters (core validation: ValidateCSIDriverName).</summary>
    public static void CheckDriverName(Node driver, Problems problems)
    {
        var name = driver.AsString() ?? "";
        if (name.Length > 63 || !Names.IsDnsSubdomain(name.ToLowerInvariant()))
            problems.Add("invalid-name", driver, $"is {NameForm.Quoted(name)}, which is no name of a CSI driver (letters, digits, '-' and '.', at most 63 characters)", "write the name that the driver is installed under");
    }

    private static void CheckAzureDisk(Node source, Problems problems)
    {
        problems.Require(source, "diskName");
        problems.Require(source, "diskURI");
        problems.Supports(source.Given("cachingMode"), "None", "ReadOnly", "ReadWrite");
        problems.Supports(source.Given("kind"), "Dedicated", "Managed", "Shared");

        var kind = source.Given("kind") is { } given ? given.AsString() : "Shared";
        var uri = source.String("diskURI");
        if (kind == "Managed" && !uri.StartsWith("/subscriptions/", StringComparison.Ordinal))
            problems.Add("unsupported-value", source["diskURI"], "is no id of a managed disk", "write /subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}");
        else if (kind != "Managed" && !uri.StartsWith("https://", StringComparison.Ordinal))
            problems.Add("unsupported-value", source["diskURI"], "is no address of a blob disk", "write https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd");
    }
}
