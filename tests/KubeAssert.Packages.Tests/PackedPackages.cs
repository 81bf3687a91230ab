using KubeAssert.Tests.Support;
using KubeAssert.Xunit.Tests;

namespace KubeAssert.Packages.Tests;

/// <summary>All packages, packed once into a folder of their own that goes away with the tests.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private static readonly string[] Projects = ["src/KubeAssert", "src/KubeAssert.Cluster", "src/KubeAssert.Xunit", "src/KubeAssert.XunitV3", "templates/KubeAssert.Templates"];

    /// <summary><c>Release</c>, which is what is published, or <c>Debug</c>.</summary>
    public static readonly string Configuration =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    public string Folder { get; } = Directory.CreateTempSubdirectory("kubeassert-packages-").FullName;

    public async Task InitializeAsync()
    {
        foreach (var project in Projects)
        {
            string[] build = IsBuilt(project) ? ["--no-build"] : [];
            var (code, output) = await TestProcess.RunAsync(["pack", Path.Combine(Repository.Root, project), "-c", Configuration, "-o", Folder, "-v", "quiet", .. build], Repository.Root, seconds: 180);
            if (code != 0)
                throw new InvalidOperationException($"{project} can't be packed:\n{output}");
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>The solution's build has made every framework's; the build of this test project alone has not.</summary>
    private static bool IsBuilt(string project)
    {
        var binaries = Path.Combine(Repository.Root, project, "bin", Configuration);
        string[] frameworks = project.StartsWith("templates", StringComparison.Ordinal) ? ["net8.0"] : ["net8.0", "net10.0"];
        return frameworks.All(f => File.Exists(Path.Combine(binaries, f, Path.GetFileName(project) + ".dll")));
    }
}
