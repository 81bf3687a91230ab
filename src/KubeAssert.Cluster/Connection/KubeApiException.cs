using KubeAssert.Cluster.Connection;

namespace KubeAssert.Cluster;

/// <summary>The API server said no, or was not to be reached. The message holds its own words, and the manifest's place where one is at hand.</summary>
public sealed class KubeApiException : Exception
{
    internal KubeApiException(string message, ApiStatus? status, Exception? inner = null, Manifest? manifest = null)
        : base(message, inner)
    {
        Status = status;
        Manifest = manifest;
    }

    /// <summary>The HTTP status code: 404, 409, 422; 0 where no answer came.</summary>
    public int Code => Status?.Code ?? 0;

    /// <summary>The server's reason in one word: <c>NotFound</c>, <c>Invalid</c>; empty where no answer came.</summary>
    public string Reason => Status?.Reason ?? "";

    /// <summary>The server's message, as it said it; empty where no answer came.</summary>
    public string ServerMessage => Status?.Message ?? "";

    /// <summary>The manifest it was about; null when it was about none.</summary>
    public Manifest? Manifest { get; }

    internal ApiStatus? Status { get; }

    internal static KubeApiException Answered(ApiRequest request, ApiStatus status) =>
        new($"The API server answered {status.Code} {status.Reason} to {request}: {status.Message}", status);

    internal static KubeApiException Unreachable(ApiRequest request, Uri server, TimeSpan tried, Exception last) =>
        new($"The API server {server.Authority} gave no answer to {request} within {tried.TotalSeconds:0} s: {Why(last)}", null, last);

    internal static KubeApiException Untrusted(ApiRequest request, ServerCertificateException why) =>
        new($"No connection for {request}: {why.Message}.", null, why);

    /// <summary>The same with the place and name of the manifest that the request was made for, and the fields that the server complains about.</summary>
    internal KubeApiException About(Manifest manifest)
    {
        if (Status is null)
            return new KubeApiException($"{manifest.Location}  {manifest}: {Message}", null, InnerException, manifest);

        var fields = Status.Causes.Where(c => c.Field.Length > 0)
            .Select(c => (c, node: Find(manifest, c.Field))).Where(x => x.node is not null)
            .Select(x => $"\n  {x.node!.Location}  {x.c.Field}");
        return new KubeApiException(
            $"{manifest.Location}  {manifest}: the API server answered {Status.Code} {Status.Reason}: {Status.Message}{string.Concat(fields.Distinct())}",
            Status, InnerException, manifest);
    }

    private static Node? Find(Manifest manifest, string field)
    {
        try
        {
            return manifest.Select(field).Count > 0 ? manifest.Select(field)[0] : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Why(Exception last)
    {
        if (last is OperationCanceledException)
            return "it took too long.";
        var innermost = last;
        while (innermost.InnerException is { } inner)
            innermost = inner;
        return innermost.Message;
    }
}
