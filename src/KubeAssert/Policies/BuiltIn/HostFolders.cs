namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>Folders and sockets of a node.</summary>
internal static class HostFolders
{
    private static readonly string[] Sockets = ["docker.sock", "containerd.sock", "crio.sock", "cri-dockerd.sock", "podman.sock"];
    private static readonly HashSet<string> RuntimeFolders = new(StringComparer.Ordinal)
    {
        "/run/containerd", "/var/run/containerd", "/run/crio", "/var/run/crio", "/run/docker", "/var/run/docker", "/run/podman", "/var/run/podman",
    };

    /// <summary>Without a slash at the end, and without doubled ones.</summary>
    public static string Normal(string path)
    {
        while (path.Contains("//", StringComparison.Ordinal))
            path = path.Replace("//", "/", StringComparison.Ordinal);
        return path.Length > 1 && path[^1] == '/' ? path[..^1] : path;
    }

    /// <summary>The socket of a container runtime, or the folder that holds it.</summary>
    public static bool IsRuntimeSocket(string path) =>
        RuntimeFolders.Contains(path) || Array.Exists(Sockets, socket => path.EndsWith("/" + socket, StringComparison.Ordinal));

    public static bool IsIn(string path, string folder) =>
        path == folder || (folder != "/" && path.Length > folder.Length && path[folder.Length] == '/' && path.StartsWith(folder, StringComparison.Ordinal));
}
