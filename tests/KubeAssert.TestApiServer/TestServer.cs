using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KubeAssert.TestApiServer;

/// <summary>An API server of state that a test holds in its hands: real HTTP over loopback TLS.</summary>
public sealed class TestServer : IAsyncDisposable
{
    public const string Token = "test-token";
    private readonly ConcurrentQueue<string> _requests = [];
    private readonly CancellationTokenSource _stop = new();
    private WebApplication? _app;

    public ObjectStore Store { get; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What is replayed into the first namespace that something is applied to.</summary>
    public Scenario? Scenario { get; init; }

    /// <summary>Whether everything that is applied becomes ready by itself.</summary>
    public bool Simulates { get; init; }

    public Faults? Faults { get; init; }

    public bool IsReady { get; set; } = true;

    public bool AggregatesDiscovery { get; init; } = true;

    public int LargestPage { get; init; } = int.MaxValue;

    public int ProxyStatus { get; set; } = 200;

    public bool RequiresToken { get; init; } = true;

    /// <summary>How long a new namespace is without its service account and authority.</summary>
    public TimeSpan FurnishingLag { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The Status to refuse an apply with; null to take it.</summary>
    public Func<string, JsonObject, JsonObject?>? Refuse { get; set; }

    /// <summary>Paths that nobody may read.</summary>
    public IReadOnlyCollection<string> Forbidden { get; set; } = [];

    public Func<string, int, int> ForwardTo { get; set; } = (_, port) => port;

    public ConcurrentDictionary<(string Namespace, string Pod, string Container, bool Previous), string> LogTexts { get; } = [];

    /// <summary>Writes, execs and port-forwards so far: <c>PATCH /api/v1/namespaces/x</c>.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Whom the latest request acted as: <c>impersonate-group: viewers</c>.</summary>
    public IReadOnlyList<string> Impersonation { get; private set; } = [];

    /// <summary>Every request so far, reads too.</summary>
    public int RequestCount => _requestCount;

    public int Port { get; private set; }

    public Uri Address => new($"https://127.0.0.1:{Port}/");

    public async Task StartAsync(int port = 0, IPAddress? address = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address ?? IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            if (Faults is { } faults)
                listen.Use(faults.Connect);
            listen.UseHttps(https =>
            {
                https.ServerCertificateSelector = (_, _) => Faults?.CertificateIsExpired == true ? Certificates.Shared.Expired : Certificates.Shared.Server;
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.ClientCertificateValidation = (certificate, _, _) => certificate.Issuer == "CN=test-ca";
            });
        }));
        _app = builder.Build();
        _app.UseWebSockets();
        var routes = new Routes(this);
        _app.Run(async http =>
        {
            Interlocked.Increment(ref _requestCount);
            Impersonation = http.Request.Headers.Where(h => h.Key.StartsWith("Impersonate-", StringComparison.OrdinalIgnoreCase))
                .SelectMany(h => h.Value, (h, value) => $"{h.Key.ToLowerInvariant()}: {value}").ToList();
            if (RequiresToken && http.Request.Path != "/readyz" && http.Request.Headers.Authorization != "Bearer " + Token && await http.Connection.GetClientCertificateAsync() is null)
                await Answers.Status(http, 401, "Unauthorized", "Unauthorized");
            else if (Forbidden.Contains(http.Request.Path.Value))
                await Answers.Status(http, 403, "Forbidden", $"{http.Request.Path} is forbidden");
            else if (Faults is { } faults)
                await faults.HandleAsync(http, routes.HandleAsync);
            else
                await routes.HandleAsync(http);
        });

        Scenario?.Furnish(Store);
        if (Simulates)
            new Simulation(this).Begin(_stop.Token);
        await _app.StartAsync();
        Port = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        _ = Faults?.BeginAsync(this, _stop.Token);
    }

    /// <summary>A kubeconfig with a token.</summary>
    public string Kubeconfig(string? server = null) => $$"""
        apiVersion: v1
        kind: Config
        current-context: test
        clusters:
        - name: test
          cluster:
            server: {{server ?? Address.ToString().TrimEnd('/')}}
            certificate-authority-data: {{Base64(Certificates.Shared.AuthorityPem)}}
        users:
        - name: admin
          user:
            token: {{Token}}
        contexts:
        - name: test
          context: {cluster: test, user: admin}
        """;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_app is not null)
        {
            using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
            await _app.StopAsync(now.Token);
            await _app.DisposeAsync();
        }
    }

    internal static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    internal void Record(string request) => _requests.Enqueue(request);

    internal string? UidOf(string kind, string name) => kind == "Namespace" ? null : Scenario?.UidOf(kind, name);

    internal (int Code, string Body) Logs((string Namespace, string Pod, string Container, bool Previous) key)
    {
        if (LogTexts.TryGetValue(key, out var text))
            return (200, text);
        return Scenario?.Log(key.Pod, key.Container, key.Previous)
            ?? (Store.Get(Store.Resource("Pod"), key.Namespace, key.Pod) is null
                ? (404, Answers.StatusOf(404, "NotFound", $"pods \"{key.Pod}\" not found").ToJsonString())
                : key.Previous ? (400, Answers.StatusOf(400, "BadRequest", "previous terminated container not found").ToJsonString()) : (200, ""));
    }

    /// <summary>What controllers put into a new namespace, a little later.</summary>
    internal async Task FurnishAsync(string @namespace)
    {
        await Task.Delay(FurnishingLag, Time, _stop.Token);
        Store.Write(Store.Resource("ServiceAccount"), @namespace, "default", _ => []);
        Store.Write(Store.Resource("ConfigMap"), @namespace, "kube-root-ca.crt", _ => new JsonObject { ["data"] = new JsonObject { ["ca.crt"] = Certificates.Shared.AuthorityPem } });
        if (Scenario is null)
            return;

        // the recording begins with the first apply of something in the namespace
        while (!_requests.Any(r => r.StartsWith("PATCH", StringComparison.Ordinal) && r.Contains($"/namespaces/{@namespace}/", StringComparison.Ordinal)))
            await Task.Delay(TimeSpan.FromMilliseconds(100), Time, _stop.Token);
        await Scenario.PlayAsync(this, @namespace, _stop.Token);
    }

    /// <summary>Ends a namespace as its controller does: first what is in it, then itself; finalizers hold both.</summary>
    internal void Terminate(string @namespace)
    {
        var namespaces = Store.Resource("Namespace");
        Store.Write(namespaces, null, @namespace, present =>
        {
            if (present is null)
                return null;
            present["metadata"]!["deletionTimestamp"] ??= "2026-01-01T00:00:00Z";
            present["metadata"]!["finalizers"] = new JsonArray("kubernetes");
            present["status"] = new JsonObject { ["phase"] = "Terminating" };
            return present;
        });
        _ = TerminateAsync(namespaces, @namespace);
    }

    private async Task TerminateAsync(Served namespaces, string @namespace)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), Time, _stop.Token);
            foreach (var (resource, ns, name) in Store.NamesIn(@namespace))
                Store.Delete(resource, ns, name, Time.GetUtcNow());
            var held = Store.NamesIn(@namespace);
            if (held.Count == 0)
                break;

            Store.Write(namespaces, null, @namespace, present =>
            {
                if (present is null)
                    return null;
                present["status"]!["conditions"] = new JsonArray(new JsonObject
                {
                    ["type"] = "NamespaceFinalizersRemaining",
                    ["status"] = "True",
                    ["message"] = "Some content in the namespace has finalizers remaining: " + string.Join(", ", held.SelectMany(h => Store.Get(h.Resource, h.Namespace, h.Name)?["metadata"]?["finalizers"]?.AsArray().Select(f => (string)f!) ?? []).Distinct().Select(f => $"{f} in {held.Count} resource instances")),
                });
                return present;
            });
        }

        Store.Write(namespaces, null, @namespace, present =>
        {
            if (present is null)
                return null;
            present["metadata"]!.AsObject().Remove("finalizers");
            return present;
        });
    }

    private int _requestCount;
}
