namespace KubeAssert.Validation;

/// <summary>Environment variables of containers (core/v1 EnvVar, EnvFromSource; core validation: ValidateEnv, ValidateEnvFrom).</summary>
internal static class EnvValidation
{
    public static void Check(Node container, PodScope pod)
    {
        foreach (var variable in container.List("env"))
        {
            var problems = pod.Problems;
            if (problems.Require(variable, "name"))
                CheckName(variable["name"], problems);
            if (variable.Given("valueFrom") is { } source)
                CheckSource(variable, source, pod);
        }

        foreach (var source in container.List("envFrom"))
            CheckEnvFrom(source, pod.Problems);
    }

    private static void CheckSource(Node variable, Node source, PodScope pod)
    {
        var problems = pod.Problems;
        var sources = 0;
        if (source.Given("fieldRef") is { } field)
        {
            sources++;
            FieldReferenceValidation.CheckForEnv(field, problems);
        }

        if (source.Given("resourceFieldRef") is { } resource)
        {
            sources++;
            FieldReferenceValidation.CheckResource(resource, needsContainer: false, problems);
        }

        if (source.Given("configMapKeyRef") is { } configMap)
        {
            sources++;
            CheckKey(configMap, problems);
        }

        if (source.Given("secretKeyRef") is { } secret)
        {
            sources++;
            CheckKey(secret, problems);
        }

        if (source.Given("fileKeyRef") is { } file)
        {
            sources++;
            CheckFile(file, pod);
        }

        if (sources == 0)
            problems.Add("one-source", source, "names no source", "add one of fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef and fileKeyRef");
        else if (variable.String("value").Length > 0)
            problems.Add("one-source", source, "stands beside a value; only one of them can be used", "remove value or valueFrom");
        else if (sources > 1)
            problems.Add("one-source", source, $"names {sources} sources; only one can be used", "keep one of them");
    }

    /// <summary>A key of a ConfigMap or Secret (core validation: validateConfigMapKeySelector, validateSecretKeySelector).</summary>
    private static void CheckKey(Node selector, Problems problems)
    {
        problems.HasForm(selector["name"], NameForm.DnsSubdomain);
        problems.RequireForm(selector, "key", NameForm.ConfigKey);
    }

    /// <summary>A variable in a file (core validation: validateFileKeySelector, validateFileKeyRefVolumes): the volume must be an emptyDir.</summary>
    private static void CheckFile(Node selector, PodScope pod)
    {
        var problems = pod.Problems;
        problems.RequireForm(selector, "key", NameForm.EnvName);
        if (problems.RequireForm(selector, "volumeName", NameForm.DnsLabel))
        {
            var name = selector.String("volumeName");
            if (pod.FindVolume(name) is not { } volume)
                problems.Add("unknown-volume", selector["volumeName"], $"is {name}; the pod has no volume of that name", "add the volume to the pod's volumes");
            else if (!volume.Has("emptyDir"))
                problems.Add("unknown-volume", selector["volumeName"], $"is {name}, which is no emptyDir volume", "name an emptyDir volume");
        }

        if (problems.Require(selector, "path"))
            VolumePaths.HasNoBacksteps(selector["path"], problems);
    }

    private static void CheckEnvFrom(Node source, Problems problems)
    {
        if (source.String("prefix").Length > 0)
            CheckName(source["prefix"], problems);

        var sources = 0;
        if (source.Given("configMapRef") is { } configMap)
        {
            sources++;
            CheckSourceName(configMap, problems);
        }

        if (source.Given("secretRef") is { } secret)
        {
            sources++;
            CheckSourceName(secret, problems);
        }

        if (sources == 0)
            problems.Add("one-source", source, "names no source", "add configMapRef or secretRef", ListPath(source));
        else if (sources > 1)
            problems.Add("one-source", source, "names both configMapRef and secretRef; only one can be used", "split it into two entries", ListPath(source));
    }

    /// <summary>The API server names the list, not the entry.</summary>
    private static string ListPath(Node source) => source.Parent!.Path;

    private static void CheckSourceName(Node source, Problems problems)
    {
        if (!problems.Require(source, "name"))
            return;
        var name = source.String("name");
        if (!NameForm.DnsSubdomain.Matches(MetadataValidation.MaskTrailingDash(name)))
            problems.HasForm(source["name"], NameForm.DnsSubdomain);
    }

    /// <summary>Since Kubernetes 1.32 all printable ASCII characters but '=' are allowed.</summary>
    private static void CheckName(Node name, Problems problems)
    {
        if (problems.Version >= KubernetesVersion.V1_32)
            problems.HasForm(name, NameForm.EnvName);
        else
            problems.HasForm(name, NameForm.StrictEnvName);
    }
}
