namespace KubeAssert.Validation;

/// <summary>Volumes of pods (core/v1 Volume; core validation: ValidateVolumes, validateVolumeSource). A volume without a source is an empty directory.</summary>
internal static class VolumeValidation
{
    /// <summary>The sources in the order in which the API server looks at them; the second one that is written is the one it names.</summary>
    private static readonly string[] Sources =
    [
        "emptyDir", "hostPath", "gitRepo", "gcePersistentDisk", "awsElasticBlockStore", "secret", "nfs", "iscsi", "glusterfs", "flocker",
        "persistentVolumeClaim", "rbd", "cinder", "cephfs", "quobyte", "downwardAPI", "fc", "flexVolume", "configMap", "azureFile",
        "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk", "storageos", "projected", "scaleIO", "csi", "ephemeral", "image",
    ];

    public static void Check(PodScope pod)
    {
        var names = new SeenTexts();
        foreach (var volume in pod.Spec.List("volumes"))
        {
            var name = volume.String("name");
            if (name.Length > 0 && pod.IsClaimTemplate(name))
                continue;

            CheckSources(volume, pod);
            if (pod.Problems.RequireForm(volume, "name", NameForm.DnsLabel) && !names.Add(name))
                pod.Problems.Add("duplicate", volume["name"], $"is {name}, which another volume of the pod is called", "give each volume a name of its own");
            if (pod.IsPod && volume.Given("persistentVolumeClaim") is { } claim)
                CheckClaimOfEphemeral(claim, pod);
        }
    }

    private static void CheckSources(Node volume, PodScope pod)
    {
        if (volume is not MapNode map)
            return;

        // while image volumes are off, the API server drops them whole, and their mounts
        if (volume.Has("image") && !pod.Problems.Has(KubernetesFeature.ImageVolume))
            return;

        var sources = 0;
        foreach (ref readonly var entry in map.Span)
        {
            if (entry.Key != "name" && entry.Value.HasValue)
                sources++;
        }

        if (sources <= 1)
        {
            foreach (ref readonly var entry in map.Span)
            {
                if (entry.Key != "name" && entry.Value.HasValue)
                    CheckSource(volume, entry.Key, entry.Value, pod);
            }

            return;
        }

        string? first = null;
        foreach (var key in Sources)
        {
            if (volume.Given(key) is not { } source)
                continue;
            if (first is null)
            {
                first = key;
                CheckSource(volume, key, source, pod);
            }
            else
            {
                pod.Problems.Add("one-source", source, $"is a second source beside {first}; a volume has one", $"remove {first} or {key}", SecondPath(volume, key));
            }
        }
    }

    private static void CheckSource(Node volume, string key, Node source, PodScope pod)
    {
        switch (key)
        {
            case "emptyDir":
                if (source.Given("sizeLimit")?.Text is { } limit && Quantity.TryParse(limit, out var size) && size.Sign < 0)
                    pod.Problems.Add("out-of-range", source["sizeLimit"], $"is {limit}; it can't be negative", "set a size such as 1Gi");
                break;
            case "downwardAPI":
                ProjectedVolumeValidation.CheckDownwardApi(source, pod.Problems);
                break;
            case "projected":
                ProjectedVolumeValidation.Check(source, pod);
                break;
            case "ephemeral":
                CheckEphemeral(volume, source, pod);
                break;
            case "image":
                if (pod.IsPod || pod.Problems.Has(KubernetesFeature.ImageReferenceInTemplates))
                    pod.Problems.Require(source, "reference", "name the image");
                pod.Problems.OneOf(source, "pullPolicy", "Always", "IfNotPresent", "Never");
                break;
            case "iscsi":
                NetworkVolumeValidation.CheckIscsi(volume, source, pod.Problems);
                break;
            default:
                VolumeSourceValidation.Check(key, source, pod.Problems);
                break;
        }
    }

    /// <summary>Some fields are spelt otherwise in the API server's messages about a second source.</summary>
    private static string? SecondPath(Node volume, string key) => key switch
    {
        "cephfs" => NodePaths.Child(volume, "cephFS"),
        "downwardAPI" => NodePaths.Child(volume, "downwarAPI"),
        _ => null,
    };

    private static void CheckEphemeral(Node volume, Node source, PodScope pod)
    {
        if (source.Given("volumeClaimTemplate") is not { } template)
        {
            pod.Problems.Add("required", source["volumeClaimTemplate"], "needs volumeClaimTemplate", "describe the claim in volumeClaimTemplate");
        }
        else
        {
            ClaimTemplateValidation.CheckMetadata(template, pod.Problems);
            PersistentVolumeClaimSpecValidation.Check(template["spec"], pod.Problems);
        }

        var name = volume.String("name");
        if (!pod.IsPod || name.Length == 0 || MetadataValidation.NameOf(pod.Metadata) is not { Length: > 0 } podName)
            return;
        var claim = podName + "-" + name;
        if (!NameForm.DnsSubdomain.Matches(claim))
            pod.Problems.Add("invalid-name", volume["name"], $"makes a claim called {NameForm.Quoted(claim)}, which is not {NameForm.DnsSubdomain.Title}", "shorten the name of the pod or of the volume");
    }

    /// <summary>A claim that is made for an ephemeral volume of this pod can't be another volume of it.</summary>
    private static void CheckClaimOfEphemeral(Node claim, PodScope pod)
    {
        var podName = MetadataValidation.NameOf(pod.Metadata);
        foreach (var other in pod.Spec.List("volumes"))
        {
            if (podName.Length > 0 && other.Has("ephemeral") && claim.String("claimName") == podName + "-" + other.String("name"))
                pod.Problems.Add("conflict", claim["claimName"], $"names the claim that is made for the ephemeral volume {other.String("name")}", "name another claim");
        }
    }
}
