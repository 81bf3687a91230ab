using System.Formats.Tar;
using System.Text.Json;
using KubeAssert.Cluster.K3s;

namespace KubeAssert.Cluster.Tests.K3s;

/// <summary>Archives are made ready for a node that refuses what it can't match with its platform.</summary>
public sealed class ImageArchiveTests : IDisposable
{
    private readonly SampleArchives _samples = new();

    [Fact]
    public async Task An_archive_of_one_platform_gets_full_names()
    {
        var (names, files) = await PreparedAsync(_samples.OfOnePlatform("shop:dev"));

        names.Should().Equal("docker.io/library/shop:dev");
        files["manifest.json"][0].GetProperty("RepoTags").EnumerateArray().Select(t => t.GetString()).Should().Equal("docker.io/library/shop:dev");
        files.Should().HaveCount(3);
    }

    [Fact]
    public async Task What_Podman_calls_local_is_known_by_the_name_that_was_asked_for_too()
    {
        var (names, _) = await PreparedAsync(_samples.OfOnePlatform("localhost/shop:dev"), wanted: "shop:dev");

        names.Should().Equal("localhost/shop:dev", "docker.io/library/shop:dev");
    }

    [Fact]
    public async Task An_index_that_is_silent_about_its_platform_is_completed()
    {
        var (names, files) = await PreparedAsync(_samples.OfOneIndexed("shop:dev"));

        names.Should().Equal("docker.io/library/shop:dev");
        ShownIndex(files).Should().Be("linux/amd64 docker.io/library/shop:dev");
    }

    [Theory]
    [InlineData("amd64")]
    [InlineData("arm64")]
    public async Task Of_several_platforms_the_node_s_own_is_taken(string architecture)
    {
        var (_, files) = await PreparedAsync(_samples.OfSeveralPlatforms("shop:dev"), architecture);

        ShownIndex(files).Should().Be($"linux/{architecture} docker.io/library/shop:dev");
        files.Where(f => f.Value.ValueKind == JsonValueKind.Object && f.Value.TryGetProperty("architecture", out _)).Should().ContainSingle()
            .Which.Value.GetProperty("architecture").GetString().Should().Be(architecture);
    }

    [Fact]
    public async Task Platforms_that_Docker_s_image_store_does_not_hold_are_not_missed()
    {
        var (_, files) = await PreparedAsync(SampleArchives.Compressed(_samples.OfDockersImageStore("shop:dev")));

        ShownIndex(files).Should().Be("linux/amd64 docker.io/library/shop:dev");
        files.Should().HaveCount(5, "layout, index, manifest, configuration, layer");
    }

    [Fact]
    public async Task An_archive_for_another_platform_says_how_to_build_for_the_node_s()
    {
        await Refused(_samples.OfOnePlatform("shop:dev", "arm64"),
            "is for linux/arm64, but the node runs linux/amd64: build it for that platform (docker build --platform linux/amd64, or dotnet publish --os linux --arch x64).");
        await Refused(_samples.OfDockersImageStore("shop:dev"),
            "is for linux/amd64, but the node runs linux/s390x: build it for that platform (docker build --platform linux/s390x, or dotnet publish --os linux --arch s390x).", "s390x");
    }

    [Fact]
    public async Task An_image_without_a_name_is_refused_for_nothing_could_ask_for_it() =>
        await Refused(_samples.OfOnePlatform(null), "holds an image without a name: save it by its name and tag.");

    [Fact]
    public async Task A_file_that_is_no_image_archive_is_refused()
    {
        await Refused(_samples.Write([("hello.txt", "hello"u8.ToArray())]), "holds neither manifest.json nor index.json, as image archives do.");
        await Refused(_samples.Text("hello"), "can't be read: Unable to read beyond the end of the stream.");
        await Refused(_samples.Write([("index.json", SampleArchives.Json(new { manifests = Array.Empty<object>() }))]), "holds no image.");
        await Refused(_samples.Write([("index.json", "{\"manifests\": [{\"digest\": 1}]"u8.ToArray())]), "can't be read: *.");
        await Refused(_samples.Write([("manifest.json", "[{}]"u8.ToArray())]), "holds an image without a name: save it by its name and tag.");
        await Refused(_samples.Write([("manifest.json", "{}"u8.ToArray())]), "can't be read: *.");
    }

    public void Dispose() => _samples.Dispose();

    private static string ShownIndex(Dictionary<string, JsonElement> files) =>
        string.Join('\n', files["index.json"].GetProperty("manifests").EnumerateArray().Select(m =>
            $"{m.GetProperty("platform").GetProperty("os")}/{m.GetProperty("platform").GetProperty("architecture")} {m.GetProperty("annotations").GetProperty("io.containerd.image.name")}"));

    private async Task Refused(string archive, string why, string architecture = "amd64")
    {
        var act = () => PreparedAsync(archive, architecture);
        await act.Should().ThrowAsync<K3sException>().WithMessage($"The image archive {Path.GetFileName(archive)} {why}");
    }

    private async Task<(IReadOnlyList<string> Names, Dictionary<string, JsonElement> Files)> PreparedAsync(string archive, string architecture = "amd64", string? wanted = null)
    {
        var target = _samples.NewFile();
        var names = await ImageArchive.PrepareAsync(archive, target, architecture, wanted is null ? null : ImageReference.Parse(wanted), default);
        var files = new Dictionary<string, JsonElement>();
        using var reader = new TarReader(File.OpenRead(target));
        while (reader.GetNextEntry() is { } entry)
        {
            using var content = new MemoryStream();
            entry.DataStream!.CopyTo(content);
            files.Add(entry.Name, content.ToArray() is [(byte)'{' or (byte)'[', ..] json ? JsonDocument.Parse(json).RootElement : default);
        }

        return (names, files);
    }
}
