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
        new($"The API server answered {Answer(status)} to {request}: {status.Message}", status);

    internal static KubeApiException Unreachable(ApiRequest request, Uri server, TimeSpan tried, Exception last) =>
        new($"The API server {server.Authority} gave no answer to {request} within {tried.TotalSeconds:0} s: {Why(last)}", null, last);

    internal static KubeApiException Untrusted(ApiRequest request, ServerCertificateException why) =>
        new($"No connection for {request}: {why.Message}.", null, why);

    /// <summary>The same with the place and name of the manifest that the request was made for, and the fields that the server complains about.</summary>
    internal KubeApiException About(Manifest manifest)
    {
        if (Status is null)
            return new KubeApiException($"{manifest.Location}  {manifest}: {Message}", null, InnerException, manifest);

        var fields = Status.Causes.Select(c => c.Field).Concat(FieldsIn(Status.Message)).Where(f => f.Length > 0)
            .Select(f => (Field: f, Node: Find(manifest, f))).Where(x => x.Node is not null)
            .Select(x => $"\n  {x.Node!.Location}  {x.Field}");
        return new KubeApiException(
            $"{manifest.Location}  {manifest}: the API server answered {Answer(Status)}: {Status.Message}{string.Concat(fields.Distinct())}",
            Status, InnerException, manifest);
    }

    private static string Answer(ApiStatus status) => $"{status.Code} {status.Reason}".TrimEnd();

    /// <summary>Server-side apply names fields in lines of their own: <c>.spec.replicas: expected numeric</c>; a single one behind the object's name in brackets.</summary>
    private static IEnumerable<string> FieldsIn(string message) =>
        from line in message.Replace("): .", ")\n.", StringComparison.Ordinal).Split('\n')
        let text = line.Trim()
        let colon = text.IndexOf(": ", StringComparison.Ordinal)
        where text.StartsWith('.') && colon > 1
        select text[1..colon].Replace("\"", "", StringComparison.Ordinal);

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
