using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using KubeAssert.Cluster.Connection;
using KubeAssert.Cluster.Observation;
using KubeAssert.TestApiServer;

namespace KubeAssert.Cluster.Tests.Connection;

public sealed class StreamTests : IAsyncLifetime
{
    private readonly TestServer _server = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private KubeCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        _cluster = KubeCluster.Connect(_server.Kubeconfig());
        Put("Namespace", null, "shop");
        Put("Pod", "shop", "web-1");
    }

    public async Task DisposeAsync()
    {
        _limit.Dispose();
        _cluster.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_watch_begins_with_a_list_and_goes_on_with_changes()
    {
        await using var seen = Watch().GetAsyncEnumerator(_limit.Token);

        (await Next<Listed>(seen)).Objects.Should().ContainSingle();
        Put("Pod", "shop", "web-2");
        var added = await Next<Watched>(seen);
        (added.Type, Name(added)).Should().Be((WatchEventType.Added, "web-2"));
        _server.Store.Delete(_server.Store.Resource("Pod"), "shop", "web-1", default);
        var deleted = await Next<Watched>(seen);
        (deleted.Type, Name(deleted)).Should().Be((WatchEventType.Deleted, "web-1"));
    }

    [Fact]
    public async Task What_the_server_forgot_is_listed_anew()
    {
        var faults = new Faults([new Fault(FaultKind.ForgetThePast, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1))]);
        await using var server = new TestServer { Faults = faults };
        await server.StartAsync();
        server.Store.Write(server.Store.Resource("Pod"), "shop", "web-1", _ => []);
        using var cluster = KubeCluster.Connect(server.Kubeconfig());
        await using var seen = new ObjectWatch(cluster.Objects, CoreResources.Pods, "shop").ReadAsync(_limit.Token).GetAsyncEnumerator(_limit.Token);

        (await Next<Listed>(seen)).Objects.Should().HaveCount(1);
        // the watch is broken off, and the place where it was is forgotten
        await Next<WatchLost>(seen);
        (await Next<Listed>(seen)).Objects.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_kind_that_may_not_be_read_ends_its_watch()
    {
        var watch = new ObjectWatch(_cluster.Objects, CoreResources.Pods with { Plural = "unknowns" }, "shop");

        var seen = new List<Observation.Observation>();
        await foreach (var observation in watch.ReadAsync(_limit.Token))
            seen.Add(observation);

        seen.Should().BeEmpty();
        watch.IsClosed.Should().BeTrue();
    }

    [Fact]
    public async Task Logs_are_read_and_a_missing_instance_has_none()
    {
        _server.LogTexts[("shop", "web-1", "web", false)] = "hello\n";
        var logs = new PodLogs(_cluster.Connection.Client);

        (await logs.ReadAsync("shop", "web-1", "web", previous: false, 20, _limit.Token)).Should().Be("hello\n");
        (await logs.ReadAsync("shop", "web-1", "web", previous: true, 20, _limit.Token)).Should().BeNull();
        (await logs.ReadAsync("shop", "gone", "web", previous: false, 20, _limit.Token)).Should().BeNull();
    }

    [Fact]
    public async Task A_command_s_output_errors_and_exit_code_come_back()
    {
        using var output = new MemoryStream();
        var (code, errors) = await new PodExec(_cluster.Connection.Client).RunAsync("shop", "web-1", null, ["sh", "-c", "echo out; echo err >&2; exit 3"], null, output, _limit.Token);

        (code, errors, Encoding.UTF8.GetString(output.ToArray())).Should().Be((3, "err\n", "out\n"));
    }

    [Fact]
    public async Task A_command_reads_its_input_to_the_end()
    {
        using var output = new MemoryStream();
        var text = new string('x', 200_000);
        var (code, _) = await new PodExec(_cluster.Connection.Client).RunAsync("shop", "web-1", null, ["cat"], new MemoryStream(Encoding.UTF8.GetBytes(text)), output, _limit.Token);

        code.Should().Be(0);
        Encoding.UTF8.GetString(output.ToArray()).Should().Be(text);
    }

    [Fact]
    public async Task A_command_that_does_not_exist_is_an_error_with_the_server_s_words()
    {
        var act = () => new PodExec(_cluster.Connection.Client).RunAsync("shop", "web-1", null, ["no-such-program"], null, Stream.Null, _limit.Token);

        await act.Should().ThrowAsync<KubeApiException>().WithMessage("no-such-program could not be run in pod web-1: exec: \"no-such-program\":*");
    }

    [Fact]
    public async Task A_forwarded_port_carries_bytes_both_ways()
    {
        using var echo = new TcpListener(IPAddress.Loopback, 0);
        echo.Start();
        var answering = AnswerAsync(echo);
        _server.ForwardTo = (_, _) => ((IPEndPoint)echo.LocalEndpoint).Port;
        await using var forward = new PodPortForward(_cluster.Connection.Client, _ => Task.FromResult(("shop", "web-1", 8080)));

        using var http = new HttpClient();
        var body = await http.GetStringAsync(new Uri($"http://127.0.0.1:{forward.LocalPort}/"), _limit.Token);

        body.Should().Be("pong");
        await answering;
    }

    private IAsyncEnumerable<Observation.Observation> Watch() => new ObjectWatch(_cluster.Objects, CoreResources.Pods, "shop").ReadAsync(_limit.Token);

    private static async Task<T> Next<T>(IAsyncEnumerator<Observation.Observation> seen)
        where T : Observation.Observation
    {
        (await seen.MoveNextAsync()).Should().BeTrue();
        return seen.Current.Should().BeOfType<T>().Subject;
    }

    private static string? Name(Watched watched) => watched.Object.Get("metadata").Text("name");

    private void Put(string kind, string? @namespace, string name) => _server.Store.Write(_server.Store.Resource(kind), @namespace, name, p => p ?? []);

    private static async Task AnswerAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var buffer = new byte[4096];
        _ = await client.GetStream().ReadAsync(buffer);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\npong"));
        client.Client.Shutdown(SocketShutdown.Send);
    }
}
