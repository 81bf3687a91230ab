using System.Text.RegularExpressions;

namespace KubeAssert.Validation;

/// <summary>Sources of volumes on storage networks (core validation: validateISCSIVolumeSource and its like). Rare, so patterns are fine here.</summary>
internal static partial class NetworkVolumeValidation
{
    public static void Check(string key, Node source, Problems problems)
    {
        switch (key)
        {
            case "fc":
                CheckFibreChannel(source, problems);
                break;
            case "rbd":
                problems.Require(source, "monitors");
                problems.Require(source, "image");
                break;
            case "cephfs":
                problems.Require(source, "monitors");
                break;
            case "glusterfs":
                problems.Require(source, "endpoints");
                problems.Require(source, "path");
                break;
            case "cinder":
                problems.Require(source, "volumeID");
                RequireSecretName(source, problems);
                break;
            case "portworxVolume":
                problems.Require(source, "volumeID");
                break;
            case "scaleIO":
                problems.Require(source, "gateway");
                problems.Require(source, "system");
                problems.Require(source, "volumeName");
                break;
            case "storageos":
                problems.RequireForm(source, "volumeName", NameForm.DnsLabel);
                problems.HasFormIfGiven(source, "volumeNamespace", NameForm.DnsLabel);
                RequireSecretName(source, problems);
                break;
            case "flocker":
                CheckFlocker(source, problems);
                break;
            case "flexVolume":
                CheckFlex(source, problems);
                break;
            case "quobyte":
                CheckQuobyte(source, problems);
                break;
        }
    }

    /// <param name="volume">The volume or, for a persistent volume, its spec.</param>
    public static void CheckIscsi(Node volume, Node source, Problems problems)
    {
        problems.Require(source, "targetPortal");
        if (problems.Require(source, "iqn"))
            CheckIqn(source["iqn"], source.String("iqn"), problems, null);
        problems.InRange(source, "lun", 0, 255);
        if ((source.Boolean("chapAuthDiscovery") == true || source.Boolean("chapAuthSession") == true) && !source.Has("secretRef"))
            problems.Add("required", source["secretRef"], "needs secretRef, as CHAP authentication is on", "name the Secret with the credentials");
        if (source.Given("initiatorName") is not { } initiator)
            return;
        CheckIqn(initiator, initiator.AsString() ?? "", problems, "initiatorname");
        if (volume.String("name").Length + 1 + source.String("targetPortal").Length > 64)
            problems.Add("too-long", volume["name"], "and the target portal take more than 63 characters together; with initiatorName that is the most", "shorten the volume's name");
    }

    private static void CheckIqn(Node node, string iqn, Problems problems, string? serverKey)
    {
        var fits = iqn.StartsWith("iqn", StringComparison.Ordinal) ? Iqn().IsMatch(iqn)
            : iqn.StartsWith("eui", StringComparison.Ordinal) ? Eui().IsMatch(iqn)
            : iqn.StartsWith("naa", StringComparison.Ordinal) && Naa().IsMatch(iqn);
        if (!fits)
            problems.Add("invalid-name", node, $"is {NameForm.Quoted(iqn)}, which is no iSCSI name", "write iqn.YYYY-MM.domain:name, or an eui. or naa. name", serverKey is null ? null : NodePaths.Child(node.Parent!, serverKey));
    }

    private static void CheckFibreChannel(Node source, Problems problems)
    {
        var names = source.List("targetWWNs");
        var ids = source.List("wwids");
        if (names.IsEmpty && ids.IsEmpty)
            problems.Add("required", source["targetWWNs"], "needs targetWWNs or wwids", "set one of them");
        else if (!names.IsEmpty && !ids.IsEmpty)
            problems.Add("one-source", source["targetWWNs"], "stands beside wwids; only one of them can be used", "keep one of them");
        if (names.IsEmpty)
            return;
        if (source.Integer("lun") is null)
            problems.Add("required", source["lun"], "needs lun, as targetWWNs is set", "set lun");
        else
            problems.InRange(source, "lun", 0, 255);
    }

    private static void CheckFlocker(Node source, Problems problems)
    {
        var name = source.String("datasetName");
        var id = source.String("datasetUUID");
        if (name.Length == 0 == (id.Length == 0))
            problems.Add("one-source", source, name.Length == 0 ? "needs datasetName or datasetUUID" : "holds both datasetName and datasetUUID", "set one of them");
        if (name.Contains('/', StringComparison.Ordinal))
            problems.Add("invalid-name", source["datasetName"], "has a '/'", "write the name without '/'");
    }

    private static void CheckFlex(Node source, Problems problems)
    {
        problems.Require(source, "driver");
        if (source.Given("options") is not MapNode options)
            return;
        foreach (ref readonly var option in options.Span)
        {
            var slash = option.Key.IndexOf('/', StringComparison.Ordinal);
            var prefix = "." + (slash < 0 ? option.Key : option.Key[..slash]).ToLowerInvariant();
            if (prefix.EndsWith(".kubernetes.io", StringComparison.Ordinal) || prefix.EndsWith(".k8s.io", StringComparison.Ordinal))
                problems.AddAtKey("invalid-name", options, option, $"option {option.Key} has a prefix that is Kubernetes' own", "choose another prefix", options.Path + "[" + option.Key + "]");
        }
    }

    private static void CheckQuobyte(Node source, Problems problems)
    {
        if (problems.Require(source, "registry", "write host:port, or several with commas between"))
        {
            if (source.String("tenant").Length >= 65)
                problems.Add("too-long", source["tenant"], "has more than 64 characters", "write the tenant's UUID");
            else if (source.String("registry").Split(',').Any(pair => !HostAndPort().IsMatch(pair)))
                problems.Add("invalid-name", source["registry"], $"is {NameForm.Quoted(source.String("registry"))}, which is no host:port", "write host:port, or several with commas between");
        }

        problems.Require(source, "volume");
    }

    private static void RequireSecretName(Node source, Problems problems)
    {
        if (source.Given("secretRef") is { } secret)
            problems.Require(secret, "name", "name the Secret");
    }

    [GeneratedRegex(@"iqn\.[0-9]{4}-[0-9]{2}\.([A-Za-z0-9.-]+)(:[^,;*&$|\t\n\f\r ]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Iqn();

    [GeneratedRegex(@"^eui.[A-Za-z0-9]{16}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Eui();

    [GeneratedRegex(@"^naa.[A-Za-z0-9]{32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Naa();

    [GeneratedRegex(@"^(\[[^\[\]]*\]|[^:\[\]]*):[^:\[\]]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostAndPort();
}
