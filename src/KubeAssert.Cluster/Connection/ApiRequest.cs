namespace KubeAssert.Cluster.Connection;

/// <summary>One request to the API server.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Path">The path and query, without a slash in front: <c>api/v1/namespaces?limit=500</c>.</param>
internal sealed record ApiRequest(HttpMethod Method, string Path)
{
    public const string Json = "application/json";
    public const string ApplyPatch = "application/apply-patch+yaml";
    public const string MergePatch = "application/merge-patch+json";

    public byte[]? Body { get; init; }

    public string ContentType { get; init; } = Json;

    public string Accept { get; init; } = Json;

    /// <summary>Statuses that are an answer rather than an error, beside 2xx.</summary>
    public IReadOnlyList<int> Accepted { get; init; } = [];

    /// <summary>Statuses not worth a second try though they usually are.</summary>
    public bool OnlyOnce { get; init; }

    /// <summary>What messages call it: the verb and the path, without its query.</summary>
    public override string ToString()
    {
        var query = Path.IndexOf('?', StringComparison.Ordinal);
        return $"{Method} /{(query < 0 ? Path : Path[..query])}";
    }

    public static ApiRequest Get(string path) => new(HttpMethod.Get, path);

    public HttpRequestMessage ToMessage(Uri server)
    {
        var message = new HttpRequestMessage(Method, new Uri(server, Path));
        message.Headers.TryAddWithoutValidation("Accept", Accept);
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        return message;
    }
}
