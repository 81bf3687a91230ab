using System.IO.Compression;

namespace KubeAssert.Packages.Tests;

public sealed class PackageTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    [Theory]
    [InlineData("KubeAssert")]
    [InlineData("KubeAssert.Cluster")]
    [InlineData("KubeAssert.Xunit")]
    [InlineData("KubeAssert.XunitV3")]
    public void A_package_holds_both_frameworks_their_documentation_the_readme_and_symbols(string name)
    {
        Entries($"{name}.0.1.0.nupkg").Should().Contain(
            [$"lib/net8.0/{name}.dll", $"lib/net8.0/{name}.xml", $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml", "README.md"]);
        Entries($"{name}.0.1.0.snupkg").Should().Contain([$"lib/net8.0/{name}.pdb", $"lib/net10.0/{name}.pdb"]);
    }

    /// <summary>The goal is 2 MB, which two frameworks' code and docs exceed; a Debug build is not optimized and larger by a twentieth.</summary>
    [Fact]
    public void The_core_package_grows_no_further() =>
        new FileInfo(Path.Combine(packages.Folder, "KubeAssert.0.1.0.nupkg")).Length.Should().BeLessThan(PackedPackages.Configuration == "Release" ? 2_260_000 : 2_370_000);

    [Fact]
    public Task A_new_user_has_a_failing_test_for_a_planted_mistake_after_three_commands() => new GettingStarted(packages.Folder).RunAsync();

    [Fact]
    public Task A_new_project_finds_what_is_deployed_whatever_the_repository_looks_like() => new Layouts(packages.Folder).AreFoundAsync();

    private List<string> Entries(string package)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(packages.Folder, package));
        return archive.Entries.Select(e => e.FullName).ToList();
    }
}
