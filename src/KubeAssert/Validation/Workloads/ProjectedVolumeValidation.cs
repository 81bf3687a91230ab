namespace KubeAssert.Validation;

/// <summary>Volumes made of files that Kubernetes writes (core validation: validateProjectedVolumeSource, validateDownwardAPIVolumeSource).</summary>
/// <remarks>Sources clusterTrustBundle and podCertificate are dropped by a server with default features, so they are not checked.</remarks>
internal static class ProjectedVolumeValidation
{
    private const long LongestTokenLife = 1L << 32;

    public static void Check(Node volume, PodScope pod)
    {
        var problems = pod.Problems;
        VolumeSourceValidation.CheckMode(volume, "defaultMode", problems);
        var paths = new SeenTexts();
        foreach (var source in volume.List("sources"))
        {
            var kinds = 0;
            if (source.Given("secret") is { } secret)
            {
                kinds++;
                CheckKeys(secret, "name the Secret", volume, ref paths, problems);
            }

            if (source.Given("configMap") is { } configMap)
            {
                kinds++;
                CheckKeys(configMap, "name the ConfigMap", volume, ref paths, problems);
            }

            if (source.Given("downwardAPI") is { } downward)
            {
                kinds++;
                foreach (var file in downward.List("items"))
                {
                    CheckFile(file, problems);
                    CheckPath(file["path"], volume, ref paths, problems);
                }
            }

            if (source.Given("serviceAccountToken") is { } token)
            {
                kinds++;
                CheckToken(token, volume, problems);
            }

            if (kinds > 1)
                problems.Add("one-source", source, $"holds {kinds} sources; each entry has one", "write one entry for each source");
        }
    }

    public static void CheckDownwardApi(Node volume, Problems problems)
    {
        VolumeSourceValidation.CheckMode(volume, "defaultMode", problems);
        foreach (var file in volume.List("items"))
            CheckFile(file, problems);
    }

    private static void CheckKeys(Node source, string fix, Node volume, ref SeenTexts paths, Problems problems)
    {
        problems.Require(source, "name", fix);
        foreach (var item in source.List("items"))
        {
            VolumeSourceValidation.CheckItem(item, problems);
            CheckPath(item["path"], volume, ref paths, problems);
        }
    }

    /// <summary>No two files have one path. The API server names the volume.</summary>
    private static void CheckPath(Node path, Node volume, ref SeenTexts paths, Problems problems)
    {
        if (path.AsString() is { Length: > 0 } text && !paths.Add(text))
            problems.Add("duplicate", path, $"is {NameForm.Quoted(text)}, where another source of this volume writes a file", "give each file a path of its own", volume.Path);
    }

    /// <summary>A file of the downward API. The API server names the source, not the file.</summary>
    private static void CheckFile(Node file, Problems problems)
    {
        var before = problems.Count;
        if (problems.Require(file, "path", "set the file's path"))
            VolumePaths.IsNotReserved(file["path"], problems);

        var field = file.Given("fieldRef");
        var resource = file.Given("resourceFieldRef");
        if (field is not null)
            FieldReferenceValidation.CheckForFile(field, problems);
        if (field is not null && resource is not null)
            problems.Add("one-source", file, "holds both fieldRef and resourceFieldRef", "keep one of them");
        else if (resource is not null)
            FieldReferenceValidation.CheckResource(resource, needsContainer: true, problems);
        else if (field is null)
            problems.Add("one-source", file, "needs fieldRef or resourceFieldRef", "set one of them");

        VolumeSourceValidation.CheckMode(file, "mode", problems);
        if (problems.Count > before)
            problems.Relocate(before, file.Path, file.Parent!.Parent!.Path);
    }

    private static bool IsFine(string path) => !path.StartsWith('/') && !path.Contains("..", StringComparison.Ordinal);

    private static void CheckToken(Node token, Node volume, Problems problems)
    {
        if (token.Integer("expirationSeconds") is { } seconds and (< 600 or > LongestTokenLife))
            problems.Add("out-of-range", token["expirationSeconds"], $"is {seconds}; a token lives from 600 to {LongestTokenLife} seconds", "set 3600, or leave it out");
        if (token.String("path").Length == 0)
            problems.Add("required", token["path"], "needs path", "set the file's path", NodePaths.Child(volume, "path"));
        else if (!IsFine(token.String("path")))
            VolumePaths.IsNotReserved(token["path"], problems, NodePaths.Child(volume, "path"));
    }
}
