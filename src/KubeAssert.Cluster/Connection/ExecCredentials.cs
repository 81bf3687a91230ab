using KubeAssert.Cluster.Observation;
using System.ComponentModel;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace KubeAssert.Cluster.Connection;

/// <summary>Credentials that a program prints; asked again when they expire or are refused.</summary>
internal sealed class ExecCredentials(ExecPlugin plugin, TimeProvider time) : Credentials, IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Printed? _printed;

    public override X509Certificate2? Certificate => _printed?.Certificate;

    public override async ValueTask<AuthenticationHeaderValue?> HeaderAsync(CancellationToken cancel)
    {
        if (_printed is { } known && !known.Expired(time))
            return known.Header;

        await _gate.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (_printed is null || _printed.Expired(time))
                _printed = Read(await RunAsync(cancel).ConfigureAwait(false));
            return _printed.Header;
        }
        finally
        {
            _gate.Release();
        }
    }

    public override bool Refused()
    {
        _printed = null;
        return true;
    }

    public void Dispose() => _gate.Dispose();

    private async Task<string> RunAsync(CancellationToken cancel)
    {
        var start = new ProcessStartInfo(plugin.Command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = plugin.Folder ?? "",
        };
        foreach (var argument in plugin.Arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in plugin.Environment)
            start.Environment[name] = value;
        start.Environment["KUBERNETES_EXEC_INFO"] = plugin.ExecInfo();

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw Failed($"can't be started ({e.Message})" + (plugin.InstallHint is { } hint ? $"\n{hint.Trim()}" : ""), e);
        }

        using var limit = new CancellationTokenSource(TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(either.Token);
            var output = await process.StandardOutput.ReadToEndAsync(either.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
            if (process.ExitCode != 0)
                throw Failed($"ended with code {process.ExitCode}: {Excerpt.Tail(await errors.ConfigureAwait(false), 20).Trim()}");
            return output;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw Failed($"printed no credentials within {TimeLimit.TotalSeconds:0} s");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private Printed Read(string output)
    {
        try
        {
            using var json = JsonDocument.Parse(output);
            if (json.RootElement.Text("apiVersion") is { } version && version != plugin.ApiVersion)
                throw Failed($"speaks {version}, the kubeconfig expects {plugin.ApiVersion}");

            var status = json.RootElement.Get("status");
            var certificate = status.Text("clientCertificateData") is { Length: > 0 } pem && status.Text("clientKeyData") is { Length: > 0 } key
                ? UserCredentials.ReadPair(pem, key)
                : null;
            var token = status.Text("token");
            if (certificate is null && string.IsNullOrEmpty(token))
                throw Failed("printed neither a token nor a certificate with its key");
            return new Printed(string.IsNullOrEmpty(token) ? null : Bearer(token), certificate, status.Time("expirationTimestamp"));
        }
        catch (JsonException e)
        {
            throw Failed("did not print an ExecCredential as JSON", e);
        }
    }

    private KubeconfigException Failed(string what, Exception? inner = null) =>
        new($"The credential plugin '{plugin.Command}' {what}", inner);

    private sealed record Printed(AuthenticationHeaderValue? Header, X509Certificate2? Certificate, DateTimeOffset? Expires)
    {
        public bool Expired(TimeProvider time) => Expires is { } expires && time.GetUtcNow() >= expires;
    }
}
