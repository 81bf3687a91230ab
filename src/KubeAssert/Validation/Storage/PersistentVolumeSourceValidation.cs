namespace KubeAssert.Validation;

/// <summary>What a PersistentVolume stands on: exactly one source.</summary>
/// <remarks>Source: core validation: ValidatePersistentVolumeSpec and the sources it calls; those that pods share are checked as theirs.</remarks>
internal static class PersistentVolumeSourceValidation
{
    /// <summary>The sources in the order in which the API server looks for them; the first counts.</summary>
    private static readonly string[] Sources =
    [
        "hostPath", "gcePersistentDisk", "awsElasticBlockStore", "glusterfs", "flocker", "nfs", "rbd", "quobyte", "cephfs", "iscsi", "cinder", "fc",
        "flexVolume", "azureFile", "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk", "scaleIO", "local", "storageos", "csi",
    ];

    public static void Check(Node spec, string name, Problems problems)
    {
        var found = 0;
        foreach (var key in Sources)
        {
            if (spec.Given(key) is not { } source)
                continue;
            if (found++ > 0 && key != "flexVolume")
                problems.Add("forbidden", source, "is a second source of the volume", "keep one source", key == "cephfs" ? NodePaths.Child(spec, "cephFS") : null);
            else
                CheckSource(spec, key, source, name, problems);
        }

        if (found == 0)
            problems.Add("required", spec, "names no source of the volume", "set one: csi, nfs, local, hostPath");
    }

    private static void CheckSource(Node spec, string key, Node source, string name, Problems problems)
    {
        switch (key)
        {
            case "local":
                if (problems.Require(source, "path", "set the path on the node"))
                    VolumePaths.HasNoBacksteps(source["path"], problems);
                if (!spec.Has("nodeAffinity"))
                    problems.Add("required", spec["nodeAffinity"], "a local volume needs node affinity", "name the node it is on");
                break;
            case "csi":
                CheckCsi(source, problems);
                break;
            case "iscsi":
                CheckIscsi(source, name, problems);
                break;
            case "glusterfs":
                VolumeSourceValidation.Check(key, source, problems);
                if (source.Given("endpointsNamespace") is { } space)
                    problems.HasForm(space, NameForm.DnsLabel);
                break;
            case "azureFile":
                VolumeSourceValidation.Check(key, source, problems);
                if (source.Has("secretNamespace"))
                    problems.Require(source, "secretNamespace", "name the namespace, or remove it");
                break;
            case "cinder" or "storageos":
                VolumeSourceValidation.Check(key, source, problems);
                if (source.Given("secretRef") is { } secret)
                    problems.Require(secret, "namespace");
                break;
            default:
                VolumeSourceValidation.Check(key, source, problems);
                break;
        }
    }

    private static void CheckCsi(Node source, Problems problems)
    {
        CsiValidation.CheckDriverName(source, "driver", problems);
        problems.Require(source, "volumeHandle");
        foreach (var key in (ReadOnlySpan<string>)["controllerPublishSecretRef", "controllerExpandSecretRef", "nodePublishSecretRef", "nodeExpandSecretRef"])
        {
            if (source.Given(key) is not { } secret)
                continue;
            problems.RequireForm(secret, "name", NameForm.DnsSubdomain);
            problems.RequireForm(secret, "namespace", NameForm.DnsLabel);
        }
    }

    /// <summary>Like a pod's iSCSI volume, but the secret needs a name, and the volume's own name counts into the initiator's.</summary>
    private static void CheckIscsi(Node source, string name, Problems problems)
    {
        const int Longest = 64;
        NetworkVolumeValidation.CheckIscsi(source.Parent!, source, problems);
        if (source.Given("secretRef") is { } secret)
            problems.Require(secret, "name");
        if (source.Has("initiatorName") && name.Length + 1 + source.String("targetPortal").Length > Longest)
            problems.Add("too-long", source["targetPortal"], $"makes more than {Longest} characters with the volume's name", "shorten one of them", NodePaths.Child(source, "targetportal"));
    }
}
