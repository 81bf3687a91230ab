namespace KubeAssert.Validation;

/// <summary>Where containers mount volumes (core/v1 VolumeMount, VolumeDevice; core validation: ValidateVolumeMounts, ValidateVolumeDevices).</summary>
internal static class VolumeMountValidation
{
    public static void Check(Node container, PodScope pod)
    {
        var mounts = container.List("volumeMounts");
        var devices = container.List("volumeDevices");
        CheckMounts(container, mounts, pod);
        if (!devices.IsEmpty)
            CheckDevices(devices, mounts, pod);
    }

    private static void CheckMounts(Node container, ReadOnlySpan<Node> mounts, PodScope pod)
    {
        var problems = pod.Problems;
        var paths = new SeenTexts();
        foreach (var mount in mounts)
        {
            CheckVolume(mount, pod);
            problems.Require(mount, "mountPath", "set the path inside the container");
            var path = mount.String("mountPath");
            if (!paths.Add(path))
                problems.Add("duplicate", mount["mountPath"], $"is {NameForm.Quoted(path)}, where another volume of this container is mounted", "mount each volume at a path of its own");
            CheckSubPath(mount, problems);
            CheckPropagation(container, mount, problems);
            CheckRecursiveReadOnly(mount, problems);
        }
    }

    private static void CheckVolume(Node mount, PodScope pod)
    {
        var name = mount.String("name");
        if (name.Length == 0)
            pod.Problems.Add("required", mount["name"], "needs the name of a volume", "name one of the pod's volumes");
        else if (pod.FindVolume(name) is null)
            pod.Problems.Add("unknown-volume", mount["name"], $"mounts {NameForm.Quoted(name)}; the pod has no volume of that name", Declared(pod) is { } declared ? $"name one of {declared}, or add the volume to the pod's volumes" : "add the volume to the pod's volumes");
    }

    /// <summary>The sub-path stays inside the volume, and is written one way only. The API server names the list.</summary>
    private static void CheckSubPath(Node mount, Problems problems)
    {
        var hasPath = mount.String("subPath").Length > 0;
        if (hasPath)
            IsDescending(mount, "subPath", problems);
        if (mount.String("subPathExpr").Length == 0)
            return;

        if (hasPath)
            problems.Add("conflict", mount["subPathExpr"], "stands beside subPath", "keep one of subPath and subPathExpr");
        IsDescending(mount, "subPathExpr", problems);
    }

    private static void IsDescending(Node mount, string key, Problems problems)
    {
        var before = problems.Count;
        VolumePaths.IsDescending(mount[key], problems);
        if (problems.Count > before)
            problems.Relocate(before, mount.Path, mount.Parent!.Path);
    }

    private static void CheckPropagation(Node container, Node mount, Problems problems)
    {
        if (mount.Given("mountPropagation") is not { } propagation)
            return;

        var mode = propagation.AsString();
        if (mode is not ("Bidirectional" or "HostToContainer" or "None"))
            problems.Add("unsupported-value", propagation, $"is {NameForm.Quoted(mode ?? "")}; Bidirectional, HostToContainer and None are supported", "use one of them", ListField(mount, "mountPropagation"));
        if (mode == "Bidirectional" && container.Given("securityContext")?.Boolean("privileged") != true)
            problems.Add("forbidden", propagation, "is Bidirectional, which only privileged containers may use", "use HostToContainer, or make the container privileged", ListField(mount, "mountPropagation"));
    }

    private static void CheckRecursiveReadOnly(Node mount, Problems problems)
    {
        if (mount.Given("recursiveReadOnly") is not { } recursive || recursive.AsString() == "Disabled")
            return;

        if (recursive.AsString() is not ("Enabled" or "IfPossible"))
        {
            problems.Add("unsupported-value", recursive, $"is {NameForm.Quoted(recursive.AsString() ?? "")}; Disabled, Enabled and IfPossible are supported", "use one of them", ListField(mount, "recursiveReadOnly"));
            return;
        }

        if (mount.Boolean("readOnly") != true)
            problems.Add("conflict", recursive, "needs readOnly", "set readOnly: true", ListField(mount, "recursiveReadOnly"));
        if (mount.Given("mountPropagation") is { } propagation && propagation.AsString() != "None")
            problems.Add("conflict", recursive, $"does not go with mountPropagation {propagation.Text}", "remove mountPropagation", ListField(mount, "recursiveReadOnly"));
    }

    private static void CheckDevices(ReadOnlySpan<Node> devices, ReadOnlySpan<Node> mounts, PodScope pod)
    {
        var problems = pod.Problems;
        var names = new SeenTexts();
        var paths = new SeenTexts();
        foreach (var device in devices)
        {
            var name = device.String("name");
            CheckVolume(device, pod);
            if (pod.FindVolume(name) is { } volume && !PodScope.IsClaim(volume))
                problems.Add("block-device", device["name"], $"is {NameForm.Quoted(name)}, which is neither a claim nor an ephemeral claim", "use volumeMounts, or a volume with a persistentVolumeClaim");
            if (name.Length > 0 && !names.Add(name))
                problems.Add("duplicate", device["name"], $"is {NameForm.Quoted(name)}, which this container uses as a device already", "list each device once");

            problems.Require(device, "devicePath", "set the path inside the container");
            var path = device.String("devicePath");
            if (VolumePaths.HasNoBacksteps(device["devicePath"], problems) && !paths.Add(path))
                problems.Add("duplicate", device["devicePath"], $"is {NameForm.Quoted(path)}, where another device of this container is", "give each device a path of its own");
            CheckOverlap(device, mounts, problems);
        }
    }

    /// <summary>A volume is a mount or a device of a container, and no path is both.</summary>
    private static void CheckOverlap(Node device, ReadOnlySpan<Node> mounts, Problems problems)
    {
        var (name, path) = (device.String("name"), device.String("devicePath"));
        for (var i = 0; i < mounts.Length; i++)
        {
            if (mounts[i].String("name") == name)
                problems.Add("conflict", device["name"], $"is {NameForm.Quoted(name)}, which this container mounts as well", "use the volume as a mount or as a device");
            if (mounts[i].String("mountPath") == path && !IsMountedAgain(mounts[(i + 1)..], mounts[i].String("name")))
                problems.Add("conflict", device["devicePath"], $"is {NameForm.Quoted(path)}, where this container mounts a volume", "give each a path of its own");
        }
    }

    /// <summary>Of a volume that is mounted twice, the API server remembers the last place.</summary>
    private static bool IsMountedAgain(ReadOnlySpan<Node> later, string name)
    {
        foreach (var mount in later)
        {
            if (mount.String("name") == name)
                return true;
        }

        return false;
    }

    private static string ListField(Node mount, string key) => NodePaths.Child(mount.Parent!, key);

    private static string? Declared(PodScope pod)
    {
        var names = new List<string>();
        foreach (var template in pod.ClaimTemplates)
            names.Add(template.Given("metadata")?.String("name") ?? "");
        foreach (var volume in pod.Spec.List("volumes"))
            names.Add(volume.String("name"));
        names.RemoveAll(n => n.Length == 0);
        return names.Count is > 0 and <= 8 ? string.Join(", ", names) : null;
    }
}
