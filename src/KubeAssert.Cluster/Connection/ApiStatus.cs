using KubeAssert.Cluster.Observation;
using System.Net;
using System.Text.Json;

namespace KubeAssert.Cluster.Connection;

/// <summary>What the API server says when it says no (meta/v1 Status).</summary>
internal sealed record ApiStatus(int Code, string Reason, string Message, IReadOnlyList<StatusCause> Causes, TimeSpan? RetryAfter)
{
    /// <summary>
    /// Whether it is no passing trouble although its code is 500: server-side apply answers so to a body that does not fit the schema.
    /// </summary>
    public bool IsFinal => Message.StartsWith("failed to create typed", StringComparison.Ordinal);

    public JsonElement ToJson() => JsonSerializer.SerializeToElement(new { kind = "Status", code = Code, reason = Reason, message = Message });

    public static ApiStatus Read(HttpStatusCode code, string? phrase, byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.Text("kind") == "Status")
                return Read(json.RootElement);
        }
        catch (JsonException)
        {
            // proxies and a starting server answer in plain text
        }

        var text = Excerpt.Start(System.Text.Encoding.UTF8.GetString(body).Trim(), 500);
        return new ApiStatus((int)code, phrase ?? code.ToString(), text.Length > 0 ? text : $"the server answered {(int)code} without a word", [], null);
    }

    public static ApiStatus Read(JsonElement status)
    {
        var details = status.Get("details");
        return new ApiStatus(
            status.IntOrNull("code") ?? 0,
            status.Text("reason") ?? "",
            status.Text("message") ?? "",
            details.Items("causes").Select(c => new StatusCause(c.Text("field") ?? "", c.Text("message") ?? "", c.Text("reason") ?? "")).ToArray(),
            details.IntOrNull("retryAfterSeconds") is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : null);
    }
}

/// <summary>One of the reasons in a Status.</summary>
internal sealed record StatusCause(string Field, string Message, string Reason);
