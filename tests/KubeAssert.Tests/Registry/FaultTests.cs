using System.Text;
using KubeAssert.Tests.Support;
using Xunit.Sdk;

namespace KubeAssert.Tests.Registry;

/// <summary>A registry that fails is no registry that has the image.</summary>
public sealed class FaultTests
{
    private static RegistryOptions Quick => new() { FirstPause = TimeSpan.FromMilliseconds(1), TimeLimit = TimeSpan.FromSeconds(5) };

    [Theory]
    [InlineData(500, "answered 500 InternalServerError, 3 times")]
    [InlineData(503, "answered 503 ServiceUnavailable, 3 times")]
    [InlineData(429, "answered 429 TooManyRequests, 3 times")]
    [InlineData(418, "answered 418 418 when asked for the manifest")]
    public async Task An_answer_that_says_nothing_of_the_image_is_not_checked(int status, string reason)
    {
        await using var registry = new FakeRegistry((_, response) => FakeRegistry.Status(response, status));

        (await ReasonAsync(registry, Quick)).Should().Be($"{registry.Host} {reason}");
        registry.Requests.Should().HaveCount(status == 418 ? 1 : 3);
    }

    [Fact]
    public async Task A_registry_that_was_busy_for_a_moment_is_asked_again()
    {
        var refusals = 2;
        await using var registry = FakeRegistry.Of(new PushedImage(), (_, response) =>
        {
            if (Interlocked.Decrement(ref refusals) < 0)
                return false;
            response.StatusCode = 429;
            response.Headers["Retry-After"] = "0";
            return true;
        });

        (await Found(registry, Quick)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_registry_that_asks_for_too_long_a_pause_is_not_asked_again()
    {
        await using var registry = new FakeRegistry((_, response) =>
        {
            response.Headers["Retry-After"] = "3600";
            return FakeRegistry.Status(response, 429);
        });

        (await ReasonAsync(registry, Quick)).Should().Be($"{registry.Host} answered 429 TooManyRequests and asks to wait 3600 s");
        registry.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_registry_that_does_not_answer_in_time_is_not_checked()
    {
        using var end = new CancellationTokenSource();
        await using var registry = new FakeRegistry((_, _) => Task.Delay(Timeout.Infinite, end.Token).ContinueWith(_ => { }, TaskScheduler.Default));

        (await ReasonAsync(registry, Quick with { TimeLimit = TimeSpan.FromMilliseconds(200) })).Should().Be($"{registry.Host} gave no whole answer within 0.2 s");
        await end.CancelAsync();
    }

    [Fact]
    public async Task An_answer_without_end_is_not_checked()
    {
        await using var registry = new FakeRegistry(async (_, response) =>
        {
            while (true)
                await response.OutputStream.WriteAsync(new byte[64 * 1024]);
        });

        (await ReasonAsync(registry, Quick)).Should().Be($"{registry.Host} answered with more than 4 MB");
    }

    [Theory]
    [InlineData("<html>", "answers with no JSON for the manifest")]
    [InlineData("", "answers with nothing for the manifest")]
    [InlineData("[1]", "answers with no JSON object for the manifest")]
    [InlineData("{\"hello\": {}}", "answers with something that is no manifest")]
    public async Task An_answer_that_is_no_manifest_is_not_checked(string body, string reason)
    {
        await using var registry = new FakeRegistry((_, response) => FakeRegistry.Send(response, Encoding.UTF8.GetBytes(body)));

        (await ReasonAsync(registry, Quick)).Should().Be($"{registry.Host} {reason}");
    }

    [Fact]
    public async Task Redirects_without_end_are_not_followed_to_it()
    {
        await using var registry = new FakeRegistry((request, response) =>
        {
            response.RedirectLocation = request.Url!.ToString();
            return FakeRegistry.Status(response, 307);
        });

        (await ReasonAsync(registry, Quick)).Should().Be($"{registry.Host} redirects without end");
    }

    [Fact]
    public async Task A_blob_may_lie_elsewhere_and_who_asks_is_not_told_there()
    {
        var image = new PushedImage();
        string? told = "nothing asked";
        await using var storage = new FakeRegistry((request, response) =>
        {
            told = request.Headers["Authorization"];
            return FakeRegistry.Send(response, image.Config);
        });
        await using var registry = FakeRegistry.Of(image, (request, response) =>
        {
            if (request.Headers["Authorization"] is null)
            {
                response.Headers["WWW-Authenticate"] = "Basic realm=\"shop\"";
                response.StatusCode = 401;
                return true;
            }

            response.StatusCode = 307;
            response.RedirectLocation = $"http://{storage.Host}/blob";
            if (request.Url!.AbsolutePath.Contains("/blobs/", StringComparison.Ordinal))
                return true;
            response.StatusCode = 200;
            return false;
        });
        using var folder = new TemporaryFolder();
        var config = folder.Write("config.json", $$$"""{"auths": {"http://{{{registry.Host}}}/v2/": {"username": "shop", "password": "secret"} } }""");

        (await Found(registry, Quick with { DockerConfig = config })).Should().BeEmpty();
        told.Should().BeNull();
    }

    [Fact]
    public async Task A_token_is_fetched_where_the_registry_says()
    {
        var asked = "";
        FakeRegistry? itself = null;
        await using var registry = FakeRegistry.Of(new PushedImage(), (request, response) =>
        {
            if (request.Url!.AbsolutePath == "/token")
            {
                asked = request.Url.Query;
                response.OutputStream.Write("{\"token\": \"abc\"}"u8);
                return true;
            }

            if (request.Headers["Authorization"] == "Bearer abc")
                return false;
            response.Headers["WWW-Authenticate"] = $"Bearer realm=\"http://{itself!.Host}/token\",service=\"shop registry\",scope=\"repository:web:pull\"";
            response.StatusCode = 401;
            return true;
        });
        itself = registry;

        (await Found(registry, Quick)).Should().BeEmpty();
        asked.Should().Be("?service=shop%20registry&scope=repository%3Aweb%3Apull");
    }

    [Fact]
    public async Task An_image_is_asked_for_once_and_a_failed_question_again()
    {
        var fails = true;
        await using var registry = FakeRegistry.Of(new PushedImage(), (_, response) =>
        {
            response.StatusCode = fails ? 500 : 200;
            return fails;
        });
        var options = Quick with { Tries = 1 };

        (await Found(registry, options)).Should().ContainSingle();
        fails = false;
        (await Found(registry, options)).Should().BeEmpty();
        var requests = registry.Requests.Count;
        (await Found(registry, options)).Should().BeEmpty();
        registry.Requests.Should().HaveCount(requests);
    }

    [Fact]
    public async Task A_registry_is_not_asked_for_all_images_at_once()
    {
        var image = new PushedImage();
        var (now, most) = (0, 0);
        var gate = new Lock();
        await using var registry = new FakeRegistry(async (request, response) =>
        {
            lock (gate)
                most = Math.Max(most, ++now);
            await Task.Delay(10);
            lock (gate)
                now--;
            await FakeRegistry.Send(response, request.Url!.AbsolutePath.Contains("/manifests/", StringComparison.Ordinal) ? image.Manifest : image.Config);
        });
        var shop = Manifests.Parse(string.Join("\n---\n", Enumerable.Range(0, 40).Select(i => $"{{apiVersion: v1, kind: Pod, metadata: {{name: p{i}}}, spec: {{containers: [{{name: c, image: '{registry.Host}/web:{i}'}}]}}}}")));

        (await shop.Images().CheckInRegistryAsync()).Should().BeEmpty();

        most.Should().BeInRange(1, 6);
        registry.Requests.Count(r => r.Contains("/manifests/", StringComparison.Ordinal)).Should().Be(40);
    }

    [Fact]
    public async Task A_registry_that_gave_no_answer_is_left_alone_for_a_while()
    {
        using var end = new CancellationTokenSource();
        await using var registry = new FakeRegistry((_, _) => Task.Delay(Timeout.Infinite, end.Token).ContinueWith(_ => { }, TaskScheduler.Default));
        var asking = new ImageRegistry(Quick with { TimeLimit = TimeSpan.FromMilliseconds(200) });

        foreach (var name in new[] { "web", "api", "jobs" })
            (await asking.FindAsync(ImageReference.Parse($"{registry.Host}/{name}:1"))).Reason.Should().Be($"{registry.Host} gave no whole answer within 0.2 s");

        registry.Requests.Should().HaveCount(1);
        await end.CancelAsync();
    }

    [Fact]
    public async Task A_registry_that_is_down_fails_the_assertion_unless_it_may_be()
    {
        var registry = new FakeRegistry((_, _) => Task.CompletedTask);
        await registry.DisposeAsync();
        var shop = Shop.With($"{registry.Host}/web:1");

        var act = () => shop.Images().Should().ExistInRegistryAsync(Quick with { Tries = 1 });

        (await act.Should().ThrowAsync<XunitException>()).Which.Message.Should().Be($"""
            Expected shop.Images() to exist in their registry, but 1 of 1 does not:

              web.yaml:10:16  Deployment/web  spec.template.spec.containers[0].image
                names {registry.Host}/web:1; not checked: {registry.Host} can't be reached: Connection refused
                fix: see that the registry can be reached from here, or say MayBeUnreachable in the options
                rule: registry/not-checked
            """.ReplaceLineEndings("\n"));
        await shop.Images().Should().ExistInRegistryAsync(Quick with { Tries = 1, MayBeUnreachable = true });
    }

    [Fact]
    public async Task A_selection_of_nothing_fails()
    {
        var shop = Manifests.Parse("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");

        var act = () => shop.Images().Should().ExistInRegistryAsync();

        await act.Should().ThrowAsync<XunitException>().WithMessage("*a test that checks nothing proves nothing*");
        await shop.Images().Should().AllowEmpty().ExistInRegistryAsync();
    }

    private static async Task<IReadOnlyList<Finding>> Found(FakeRegistry registry, RegistryOptions options) =>
        await Shop.With($"{registry.Host}/web:1").Images().CheckInRegistryAsync(options);

    private static async Task<string> ReasonAsync(FakeRegistry registry, RegistryOptions options)
    {
        var answer = await new ImageRegistry(options).FindAsync(ImageReference.Parse($"{registry.Host}/web:1"));
        answer.State.Should().Be(RegistryState.NotChecked);
        return answer.Reason;
    }
}
