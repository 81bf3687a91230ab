using System.Collections.Concurrent;
using System.Diagnostics;
using System.Formats.Tar;

namespace KubeAssert.Cluster.Tests.K3s;

/// <summary>
/// An image made on the spot that behaves like a node: busybox, a containerd, and the test API server published self-contained. It takes
/// the path that the real one takes, for nothing can be pulled where these tests must run. Its programs are Debian's: busybox-static, and the containerd that comes with docker.io.
/// </summary>
internal static class NodeImage
{
    public const string Name = "kubeassert-test-node:1";
    public const string DyingName = "kubeassert-test-node:dying";
    public const string SilentName = "kubeassert-test-node:silent";
    private const string Mark = "kubeassert-test-node";
    private static readonly string[] Containerd = ["/usr/bin/containerd", "/usr/bin/ctr"];
    private static readonly ConcurrentDictionary<string, Lazy<Task>> Imported = new();
    private static readonly Lazy<Task<string>> Archive = new(MakeAsync);

    public static Task MadeAsync(string engine) => Imported.GetOrAdd(engine, e => new Lazy<Task>(() => ImportAsync(e))).Value;

    /// <summary>Starts the least container that there is, privileged as a node has to be: sandboxes may forbid that.</summary>
    public static async Task ProbeAsync(string engine)
    {
        if (Containerd.FirstOrDefault(p => !File.Exists(p)) is { } missing)
            throw new FileNotFoundException($"The node image needs {missing}: apt-get install containerd.");
        var folder = Directory.CreateTempSubdirectory("node-probe-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "root"));
            File.Copy(Busybox(), Path.Combine(folder, "root", "busybox"));
            await TarFile.CreateFromDirectoryAsync(Path.Combine(folder, "root"), Path.Combine(folder, "root.tar"), includeBaseDirectory: false);
            await RunAsync(engine, "import", "--change", $"LABEL {Mark}=1", Path.Combine(folder, "root.tar"), Mark + ":probe");
            await RunAsync(engine, "run", "--rm", "--privileged", "--network=none", Mark + ":probe", "/busybox", "true");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ImportAsync(string engine)
    {
        var archive = await Archive.Value;
        foreach (var (name, program) in new[] { (Name, "node"), (DyingName, "dying"), (SilentName, "silent") })
        {
            string[] changes = [$"ENTRYPOINT [\"/bin/{program}\"]", $"LABEL {Mark}=1", "VOLUME /var/lib/rancher/k3s", "VOLUME /var/log"];
            await RunAsync(engine, ["import", .. changes.SelectMany(c => new[] { "--change", c }), archive, name]);
        }

        // what earlier runs imported under these names
        await RunAsync(engine, "image", "prune", "--force", "--filter", $"label={Mark}");
    }

    /// <summary>The root file system; removed at the end of the process.</summary>
    private static async Task<string> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("node-image-").FullName;
        try
        {
            var root = Path.Combine(folder, "root");
            var app = Path.Combine(root, "app");
            await RunAsync("dotnet", "publish", Project(), "--configuration", "Release", "--runtime", "linux-x64", "--self-contained", "--output", app, "-p:InvariantGlobalization=true", "-v:quiet");
            foreach (var name in new[] { "bin", "tmp", "etc", "proc", "sys", "dev", "run" })
                Directory.CreateDirectory(Path.Combine(root, name));
            File.Copy(Busybox(), Path.Combine(root, "bin", "busybox"));
            foreach (var tool in new[] { "sh", "cat", "uname", "rm", "ls", "mkdir", "cp", "sleep" })
                File.CreateSymbolicLink(Path.Combine(root, "bin", tool), "busybox");
            await CopyLibrariesAsync(root, Path.Combine(app, "KubeAssert.TestApiServer"));
            await ScriptAsync(root, "node", """
                #!/bin/sh
                echo "started with: $@"
                if [ -f /etc/rancher/k3s/registries.yaml ]; then echo "registries are configured"; fi
                containerd --root /var/lib/rancher/k3s/agent/containerd --log-level error &
                exec /app/KubeAssert.TestApiServer 6443 /etc/rancher/k3s/k3s.yaml
                """);
            await ScriptAsync(root, "dying", """
                #!/bin/sh
                echo "starting"
                echo "level=fatal msg=\"no space left on device\""
                exit 3
                """);
            await ScriptAsync(root, "silent", """
                #!/bin/sh
                echo "silent"
                sleep 600
                """);
            // images go to a real containerd, kept where K3s keeps it
            foreach (var program in Containerd)
                File.Copy(program, Path.Combine(root, "bin", Path.GetFileName(program)));

            var archive = Path.Combine(folder, "root.tar");
            await TarFile.CreateFromDirectoryAsync(root, archive, includeBaseDirectory: false);
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
            return archive;
        }
        finally
        {
            Directory.Delete(Path.Combine(folder, "root"), recursive: true);
        }
    }

    private static string Busybox() =>
        new[] { "/bin/busybox", "/usr/bin/busybox" }.FirstOrDefault(File.Exists) ?? throw new FileNotFoundException("The node image needs busybox-static: apt-get install busybox-static.");

    private static string Project()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var project = Path.Combine(folder.FullName, "tests", "KubeAssert.TestApiServer", "KubeAssert.TestApiServer.csproj");
            if (File.Exists(project))
                return project;
        }

        throw new FileNotFoundException("The test API server's project is not above the tests.");
    }

    /// <summary>What the dynamic loader of this machine says the program needs, at the same paths.</summary>
    private static async Task CopyLibrariesAsync(string root, string program)
    {
        var listed = await RunAsync("ldd", program);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(program)!, "*.so"))
            listed += await RunAsync("ldd", file);
        var libraries = listed.Split('\n').SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Where(w => w.StartsWith('/') && File.Exists(w)).ToList();

        // loaded by name at run time
        libraries.AddRange(new[] { "/usr/lib/x86_64-linux-gnu/libssl.so.3", "/usr/lib/x86_64-linux-gnu/libcrypto.so.3" }.Where(File.Exists));
        foreach (var library in libraries.Distinct().Where(l => !l.StartsWith(root, StringComparison.Ordinal)))
        {
            var target = root + library;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(library, target, overwrite: true);
        }
    }

    private static async Task ScriptAsync(string root, string name, string text)
    {
        var path = Path.Combine(root, "bin", name);
        await File.WriteAllTextAsync(path, text + "\n");
        await RunAsync("chmod", "755", path);
    }

    internal static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 || program == "ldd" ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {output}{await errors}");
    }
}
