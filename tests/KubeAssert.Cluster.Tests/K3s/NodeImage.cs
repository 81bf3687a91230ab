using System.Diagnostics;
using System.Formats.Tar;

namespace KubeAssert.Cluster.Tests.K3s;

/// <summary>
/// An image made on the spot that behaves like a node: busybox, and the test API server published self-contained. It takes the path that
/// the real one takes, for nothing can be pulled where these tests must run.
/// </summary>
internal static class NodeImage
{
    public const string Name = "kubeassert-test-node:1";
    public const string DyingName = "kubeassert-test-node:dying";
    private static readonly Lazy<Task> Made = new(MakeAsync);

    public static Task MadeAsync() => Made.Value;

    private static async Task MakeAsync()
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
                exec /app/KubeAssert.TestApiServer 6443 /etc/rancher/k3s/k3s.yaml
                """);
            await ScriptAsync(root, "dying", """
                #!/bin/sh
                echo "starting"
                echo "level=fatal msg=\"no space left on device\""
                exit 3
                """);
            // says what it was asked to import, and takes it
            await ScriptAsync(root, "ctr", """
                #!/bin/sh
                echo "$@" >> /imported
                for last in "$@"; do :; done
                [ -s "$last" ]
                """);

            var archive = Path.Combine(folder, "root.tar");
            await TarFile.CreateFromDirectoryAsync(root, archive, includeBaseDirectory: false);
            await RunAsync("docker", "import", "--change", "ENTRYPOINT [\"/bin/node\"]", archive, Name);
            await RunAsync("docker", "import", "--change", "ENTRYPOINT [\"/bin/dying\"]", archive, DyingName);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
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
