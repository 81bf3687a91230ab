using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace KubeAssert.TestApiServer;

/// <summary>Answers in the API server's form.</summary>
internal static class Answers
{
    public static Task Json(HttpContext http, JsonNode body, int code = 200) => Text(http, body.ToJsonString(), code, "application/json");

    public static Task Text(HttpContext http, string body, int code = 200, string type = "text/plain")
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = type;
        return http.Response.WriteAsync(body);
    }

    public static Task Status(HttpContext http, int code, string reason, string message) => Json(http, StatusOf(code, reason, message), code);

    public static JsonObject StatusOf(int code, string reason, string message) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["status"] = code < 300 ? "Success" : "Failure",
        ["message"] = message,
        ["reason"] = reason,
        ["code"] = code,
    };
}
