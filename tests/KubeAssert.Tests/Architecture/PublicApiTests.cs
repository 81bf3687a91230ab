using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Architecture;

/// <summary>The public API is listed in a reviewed file per target framework; what changes it must change the list.</summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData("KubeAssert", "net10.0")]
    [InlineData("KubeAssert", "net8.0")]
    [InlineData("KubeAssert.Cluster", "net10.0")]
    [InlineData("KubeAssert.Cluster", "net8.0")]
    [InlineData("KubeAssert.Xunit", "net10.0")]
    [InlineData("KubeAssert.Xunit", "net8.0")]
    [InlineData("KubeAssert.XunitV3", "net10.0")]
    [InlineData("KubeAssert.XunitV3", "net8.0")]
    public void The_public_api_is_as_reviewed(string package, string framework)
    {
        var listed = Path.Combine(Repository.Root, "src", package, $"PublicApi.{framework}.txt");
        var built = Path.Combine(Repository.Root, "src", package, "bin", Configuration, framework, package + ".dll");
        var actual = PublicApi.Of(built, Path.Combine(Repository.Root, "tests", "KubeAssert.OnXunitV3", "bin", Configuration, "net10.0"));

        if (Environment.GetEnvironmentVariable("KUBEASSERT_WRITE_PUBLIC_API") == "1")
            File.WriteAllText(listed, actual);

        File.Exists(listed).Should().BeTrue("{0} has to be reviewed and listed: run the tests with KUBEASSERT_WRITE_PUBLIC_API=1 and read the difference", package);
        actual.Split('\n').Should().Equal(
            File.ReadAllText(listed).ReplaceLineEndings("\n").Split('\n'),
            "the public API is reviewed in {0}: run the tests with KUBEASSERT_WRITE_PUBLIC_API=1 and read the difference",
            Path.GetFileName(listed));
    }

    private static string Configuration => AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
}
