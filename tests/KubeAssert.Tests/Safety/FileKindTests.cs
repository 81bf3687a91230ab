using System.Diagnostics;
using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Safety;

/// <summary>What stands in a folder beside files: nothing of it may block.</summary>
public sealed class FileKindTests
{
    private const string ConfigMap = "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}";

    [Fact]
    public void A_pipe_in_a_folder_is_passed_over()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", ConfigMap);
        using (var make = Process.Start("mkfifo", [folder["pipe.yaml"], folder["other.json"]]))
            make.WaitForExit();
        File.CreateSymbolicLink(folder["link.yaml"], folder["pipe.yaml"]);

        Manifests.Load(folder.Path).Should().HaveCount(1);
    }

    [Fact]
    public void A_pipe_that_is_named_is_a_problem()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        using (var make = Process.Start("mkfifo", [folder["pipe.yaml"]]))
            make.WaitForExit();

        var act = () => Manifests.Load(folder["pipe.yaml"]);

        act.Should().Throw<ManifestReadException>().WithMessage("*there is no manifest in it*");
    }

    [Fact]
    public void Links_that_lead_in_circles_end()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        folder.Write("deploy/a.yaml", ConfigMap);
        Directory.CreateSymbolicLink(folder["deploy/one"], folder["deploy"]);
        Directory.CreateSymbolicLink(folder["deploy/two"], folder["deploy"]);

        Manifests.Load(folder["deploy"]).Should().HaveCount(1);
        Manifests.Load(folder["deploy"] + "/**/*.yaml").Should().HaveCount(1);
    }
}
