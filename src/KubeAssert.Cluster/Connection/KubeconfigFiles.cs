namespace KubeAssert.Cluster.Connection;

/// <summary>Where kubeconfigs are found, in kubectl's order.</summary>
internal static class KubeconfigFiles
{
    public const string Variable = "KUBECONFIG";

    public static Kubeconfig Read(string path)
    {
        try
        {
            return Kubeconfig.Parse(File.ReadAllText(path), path, Path.GetDirectoryName(Path.GetFullPath(path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KubeconfigException($"The kubeconfig {path} can't be read: {e.Message}", e);
        }
    }

    /// <summary>The files of KUBECONFIG merged, else ~/.kube/config; null when none of them exists.</summary>
    public static Kubeconfig? FindDefault(Func<string, string?> environment, string home)
    {
        var listed = environment(Variable);
        var paths = string.IsNullOrEmpty(listed)
            ? [Path.Combine(home, ".kube", "config")]
            : listed.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToArray();
        var configs = paths.Where(File.Exists).Select(Read).ToList();
        return configs.Count == 0 ? null : Kubeconfig.Merge(configs);
    }
}
