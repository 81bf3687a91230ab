using System.Globalization;
using System.Text;
using KubeAssert.Registry;

namespace KubeAssert.Tests.Registry;

/// <summary>What there is instead of a tag that is not there.</summary>
public sealed class TagTests
{
    [Theory]
    [InlineData("1.2.3", "1.2.2", "1.2.2,2.2.3,1.3.3,11.2.3")]
    [InlineData("1.2.3", "1.2.4", "1.2.4,1.2.0")]
    [InlineData("1.2.3", "1.2.2", "1.2.4,1.2.2")]
    [InlineData("1.2.3", "v1.2.3", "1.2.2,v1.2.3")]
    [InlineData("v1.2.3", "1.2.3", "1.2.3,v1.2.2")]
    [InlineData("1.9", "1.10", "1.2,1.10")]
    [InlineData("1.27.9-alpine", "1.27.4-alpine", "1.27.9,1.27.4-alpine,1.26.9-alpine")]
    [InlineData("1.30.0", "1.27.4", "1.27.4,1.27.0,1.26.9")]
    [InlineData("3.0.0", null, "1.27.4,1.27.0")]
    [InlineData("Latest", "latest", "latest,1.0.0")]
    [InlineData("lastest", "latest", "1.0.0,latest")]
    [InlineData("stable", null, "sha256-0011.sig,edge")]
    public void The_nearest_tag_is_the_nearest_version(string tag, string? nearest, string tags) => NearestTag.To(tag, tags.Split(',')).Should().Be(nearest);

    [Fact]
    public void The_newest_versions_are_shown_first() =>
        NearestTag.NewestFirst(["1.10.0", "1.9.0", "1.9", "latest", "v2.0.0", "1.10.0-alpine", "sha256-0011.sig", "99999999999999999999"])
            .Should().Equal("v2.0.0", "1.10.0", "1.10.0-alpine", "1.9", "1.9.0", "99999999999999999999", "latest");

    [Fact]
    public async Task Tags_are_read_page_by_page()
    {
        await using var registry = new FakeRegistry((request, response) =>
        {
            if (!request.Url!.AbsolutePath.EndsWith("/tags/list", StringComparison.Ordinal))
                return FakeRegistry.Status(response, 404);
            var page = int.Parse(request.QueryString["last"] ?? "0", CultureInfo.InvariantCulture);
            if (page < 3)
                response.Headers["Link"] = $"</v2/shop/web/tags/list?last={page + 1}&n=1000>; rel=\"next\"";
            return FakeRegistry.Send(response, Encoding.UTF8.GetBytes($"{{\"name\": \"shop/web\", \"tags\": [\"1.{page}.0\"]}}"));
        });

        var found = await Shop.With($"{registry.Host}/shop/web:1.3.1").Images().CheckInRegistryAsync();

        found.Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            Message = $"names {registry.Host}/shop/web:1.3.1; {registry.Host} has no tag 1.3.1 in shop/web, which has 1.3.0, 1.2.0, 1.1.0, 1.0.0",
            Nearest = "tag 1.3.0",
        });
        registry.Requests.Should().HaveCount(5);
    }

    [Theory]
    [InlineData("<http://elsewhere.test/v2/shop/web/tags/list>; rel=\"next\"")]
    [InlineData("nonsense; rel=\"next\"")]
    public async Task A_next_page_elsewhere_is_not_asked_for(string link)
    {
        await using var registry = new FakeRegistry((request, response) =>
        {
            if (!request.Url!.AbsolutePath.EndsWith("/tags/list", StringComparison.Ordinal))
                return FakeRegistry.Status(response, 404);
            response.Headers["Link"] = link;
            return FakeRegistry.Send(response, "{\"tags\": [\"1\"]}"u8.ToArray());
        });

        (await Shop.With($"{registry.Host}/shop/web:2").Images().CheckInRegistryAsync()).Should().ContainSingle().Which.Message.Should().EndWith("in shop/web, which has 1");
    }

    [Theory]
    [InlineData(403, "")]
    [InlineData(200, "nonsense")]
    public async Task Where_tags_can_not_be_listed_the_image_is_missing_all_the_same(int status, string body)
    {
        await using var registry = new FakeRegistry((request, response) =>
        {
            var isList = request.Url!.AbsolutePath.EndsWith("/tags/list", StringComparison.Ordinal);
            response.StatusCode = isList ? status : 404;
            return isList ? FakeRegistry.Send(response, Encoding.UTF8.GetBytes(body)) : Task.CompletedTask;
        });

        (await Shop.With($"{registry.Host}/shop/web:2").Images().CheckInRegistryAsync()).Should().ContainSingle().Which.Message.Should()
            .Be($"names {registry.Host}/shop/web:2; {registry.Host} has no tag 2 in shop/web");
    }
}
