using KubeAssert.Sources;

namespace KubeAssert.Tests.Sources;

/// <summary>What Windows means by names and paths, as far as it can be told elsewhere.</summary>
public sealed class WindowsTests
{
    [Theory]
    [InlineData(@"C:\tools\helm", @"C:\tools\helm.exe", @"C:\tools\helm.com")]
    [InlineData(@"C:\tools\helm.EXE", @"C:\tools\helm.EXE")]
    [InlineData(@"C:\tools\helm.3", @"C:\tools\helm.3.exe", @"C:\tools\helm.3.com")]
    public void A_program_has_an_ending(string file, params string[] programs) => ProgramPath.WindowsPrograms(file).Should().Equal(programs);

    [Theory]
    [InlineData(@"C:\npm\cdk8s", @"C:\npm\cdk8s.cmd", @"C:\npm\cdk8s.bat", @"C:\npm\cdk8s.ps1")]
    [InlineData(@"C:\npm\cdk8s.cmd", @"C:\npm\cdk8s.cmd")]
    public void A_script_is_known_by_its_ending(string file, params string[] scripts) => ProgramPath.WindowsScripts(file).Should().Equal(scripts);

    [Fact]
    public void Folders_of_the_path_may_be_quoted() =>
        ProgramPath.Folders("""C:\Windows;"C:\Program Files\Helm"; D:\bin ;""", ';').Should().Equal(@"C:\Windows", @"C:\Program Files\Helm", @"D:\bin");

    [Theory]
    [InlineData("CreateFile C:\\\\shop\\\\base\\\\web.yaml: The system cannot find the file specified.")]
    [InlineData("lstat C:\\\\shop\\\\base\\\\web.yaml: no such file or directory")]
    public void What_kubectl_quotes_is_read_with_its_backslashes(string error) =>
        new KustomizeError($"E1122 18:13:36.003894   30287 run.go:72] \"command failed\" err=\"{error}\\nand \\\"more\\\"\"")
            .Text.Should().Be($"Error: {error.Replace(@"\\", @"\", StringComparison.Ordinal)}\nand \"more\"");

    [Theory]
    [InlineData(@"C:\src\tests\ShopTests.cs", "C:/src/tests")]
    [InlineData("/src/tests/ShopTests.cs", "/src/tests")]
    public void Snapshots_are_beside_the_source_whatever_its_separators(string source, string folder)
    {
        var place = KubeAssert.Comparing.SnapshotPlace.Of(source, "Prod", "eu");

        place.Folder.Should().Be(Path.Combine(folder, "__snapshots__"));
        place.FileName.Should().Be("ShopTests.Prod.eu.yaml");
    }
}
