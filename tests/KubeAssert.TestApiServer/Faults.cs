using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace KubeAssert.TestApiServer;

/// <summary>What goes wrong in a watch.</summary>
public enum WatchFault
{
    None,
    Reset,
    HalfLine,
    Expired,
    End,
}

/// <summary>What goes wrong with the server in a span of time.</summary>
public enum FaultKind
{
    TooManyRequests,
    InternalError,
    ResetRequests,
    HalfJson,
    SlowAnswers,
    BreakWatches,
    ForgetThePast,
    ExpiredCertificate,
    Away,
}

/// <summary>One span of trouble, from when the server started.</summary>
public sealed record Fault(FaultKind Kind, TimeSpan From, TimeSpan Until)
{
    public override string ToString() => $"{Kind} {From.TotalSeconds:0.0}-{Until.TotalSeconds:0.0} s";
}

/// <summary>Trouble by schedule: the same seed makes the same schedule.</summary>
public sealed class Faults
{
    private readonly Random _random;
    private readonly List<ConnectionContext> _connections = [];
    private readonly List<HttpContext> _watches = [];
    private TestServer? _server;
    private DateTimeOffset _begin;

    /// <summary>These very faults.</summary>
    public Faults(IReadOnlyList<Fault> schedule, int seed = 1)
    {
        _random = new Random(seed);
        Schedule = schedule;
    }

    /// <summary>Two to six faults within a span.</summary>
    public Faults(int seed, TimeSpan span)
    {
        _random = new Random(seed);
        Schedule = Enumerable.Range(0, 2 + _random.Next(5)).Select(_ =>
        {
            var kind = Enum.GetValues<FaultKind>()[_random.Next(9)];
            var from = span * _random.NextDouble() * 0.8;
            var length = kind switch
            {
                FaultKind.Away => TimeSpan.FromSeconds(20),
                FaultKind.ForgetThePast => TimeSpan.FromSeconds(0.2),
                _ => TimeSpan.FromSeconds(1 + _random.NextDouble() * 10),
            };
            return new Fault(kind, from, from + length);
        }).OrderBy(f => f.From).ToArray();
    }

    public IReadOnlyList<Fault> Schedule { get; }

    public bool CertificateIsExpired => Is(FaultKind.ExpiredCertificate);

    public async Task BeginAsync(TestServer server, CancellationToken cancel)
    {
        _server = server;
        _begin = server.Time.GetUtcNow();
        foreach (var fault in Schedule)
        {
            var wait = _begin + fault.From - server.Time.GetUtcNow();
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, server.Time, cancel);
            switch (fault.Kind)
            {
                case FaultKind.Away or FaultKind.ExpiredCertificate:
                    AbortAll();
                    break;
                case FaultKind.ForgetThePast:
                    server.Store.Compact();
                    AbortWatches();
                    break;
                case FaultKind.BreakWatches:
                    AbortWatches();
                    break;
            }
        }
    }

    public ConnectionDelegate Connect(ConnectionDelegate next) => async connection =>
    {
        if (Is(FaultKind.Away))
        {
            connection.Abort();
            return;
        }

        lock (_connections)
            _connections.Add(connection);
        try
        {
            await next(connection);
        }
        finally
        {
            lock (_connections)
                _connections.Remove(connection);
        }
    };

    public async Task HandleAsync(HttpContext http, Func<HttpContext, Task> next)
    {
        if (Is(FaultKind.Away))
        {
            http.Abort();
            return;
        }

        if (Is(FaultKind.SlowAnswers))
            await Task.Delay(TimeSpan.FromSeconds(1 + Chance() * 5), _server!.Time, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        if (Is(FaultKind.ResetRequests) && Chance() < 0.5)
        {
            if (Chance() < 0.5)
                await next(new DefaultHttpContext { Request = { Method = http.Request.Method, Path = http.Request.Path, QueryString = http.Request.QueryString, Body = http.Request.Body, ContentType = http.Request.ContentType }, RequestAborted = new CancellationToken(http.Request.Query.ContainsKey("watch")) });
            http.Abort();
        }
        else if (Is(FaultKind.TooManyRequests) && Chance() < 0.7)
        {
            if (Chance() < 0.5)
                http.Response.Headers.RetryAfter = "1";
            await Answers.Status(http, 429, "TooManyRequests", "too many requests, please try again later");
        }
        else if (Is(FaultKind.InternalError) && Chance() < 0.7)
        {
            await Answers.Status(http, Chance() < 0.5 ? 500 : 503, "InternalError", "etcdserver: leader changed");
        }
        else if (Is(FaultKind.HalfJson) && !http.Request.Query.ContainsKey("watch") && !http.WebSockets.IsWebSocketRequest && Chance() < 0.5)
        {
            await HalfAsync(http, next);
        }
        else
        {
            await next(http);
        }
    }

    public void Watching(HttpContext http)
    {
        lock (_watches)
            _watches.Add(http);
    }

    public WatchFault OnWatchEvent() => Is(FaultKind.BreakWatches) && Chance() < 0.3 ? (WatchFault)(1 + (int)(Chance() * 4)) : WatchFault.None;

    private static async Task HalfAsync(HttpContext http, Func<HttpContext, Task> next)
    {
        var whole = new MemoryStream();
        var body = http.Response.Body;
        http.Response.Body = whole;
        await next(http);
        http.Response.Body = body;
        http.Response.Headers.ContentLength = null;
        await body.WriteAsync(whole.ToArray().AsMemory(0, (int)whole.Length / 2), http.RequestAborted);
    }

    private bool Is(FaultKind kind) =>
        _server is { } server && server.Time.GetUtcNow() - _begin is var now && Schedule.Any(f => f.Kind == kind && f.From <= now && now < f.Until);

    private double Chance()
    {
        lock (_random)
            return _random.NextDouble();
    }

    private void AbortAll()
    {
        ConnectionContext[] open;
        lock (_connections)
            open = [.. _connections];
        foreach (var connection in open)
            connection.Abort();
    }

    private void AbortWatches()
    {
        HttpContext[] open;
        lock (_watches)
        {
            open = [.. _watches];
            _watches.Clear();
        }

        foreach (var watch in open)
        {
            try
            {
                watch.Abort();
            }
            catch (ObjectDisposedException)
            {
                // that watch was over
            }
        }
    }
}
