using KubeAssert.Xunit.Tests;

namespace KubeAssert.Packages.Tests;

/// <summary>Somebody with a folder of manifests and nothing else: a home and packages of their own, in folders that go away.</summary>
internal sealed class Newcomer : IDisposable
{
    private readonly string _outer = Directory.CreateTempSubdirectory("kubeassert-newcomer-").FullName;
    private readonly Dictionary<string, string> _environment;

    /// <param name="packages">The folder with the packages under test.</param>
    /// <param name="folder">What the repository's folder is called.</param>
    public Newcomer(string packages, string folder)
    {
        Folder = Path.Combine(_outer, folder);
        Directory.CreateDirectory(Path.Combine(Folder, ".git"));
        _environment = new() { ["DOTNET_CLI_HOME"] = Path.Combine(_outer, "home"), ["NUGET_PACKAGES"] = Path.Combine(_outer, "packages") };
        Write("nuget.config", Sources(packages));
    }

    public string Folder { get; }

    public void Dispose() => Directory.Delete(_outer, recursive: true);

    public void Write(string file, string text)
    {
        var full = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public void Remove(string folder) => Directory.Delete(Path.Combine(Folder, folder), recursive: true);

    public Task<(int Code, string Output)> RunAsync(params string[] command) => TestProcess.RunAsync(command, Folder, _environment, seconds: 300);

    public async Task SucceedsAsync(params string[] command)
    {
        var (code, output) = await RunAsync(command);
        code.Should().Be(0, output);
    }

    /// <summary>The packages under test from their folder; all others, already here because this project's own build needs them, from where they are.</summary>
    private string Sources(string packages)
    {
        var here = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{packages}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="here" value="{here}" /></fallbackPackageFolders>
              <config><add key="globalPackagesFolder" value="{_environment["NUGET_PACKAGES"]}" /></config>
            </configuration>
            """;
    }
}
