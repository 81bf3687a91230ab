using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace KubeAssert.TestApiServer;

/// <summary>Which path is answered by what.</summary>
internal sealed class Routes(TestServer server)
{
    private readonly Streams _streams = new(server);
    private readonly Writes _writes = new(server);

    public async Task HandleAsync(HttpContext http)
    {
        var parts = http.Request.Path.Value!.Trim('/').Split('/');
        switch (parts)
        {
            case ["readyz" or "livez" or "healthz"]:
                await Answers.Text(http, server.IsReady ? "ok" : "not ready", server.IsReady ? 200 : 500);
                return;
            case ["version"]:
                await Answers.Json(http, new JsonObject { ["major"] = "1", ["minor"] = "36", ["gitVersion"] = "v1.36.2" });
                return;
            case ["api"] or ["apis"] or ["apis", _, _] or ["api", "v1"]:
                await Answers.Json(http, DiscoveryAnswers.For(http, parts, server.Store.Resources, server.AggregatesDiscovery));
                return;
        }

        if (Parse(parts) is not { } target)
        {
            await Answers.Status(http, 404, "NotFound", "the server could not find the requested resource");
            return;
        }

        if (http.Request.Method != "GET" || target.Subresource is "exec" or "portforward")
            server.Record($"{http.Request.Method} {http.Request.Path}");
        await HandleAsync(http, target);
    }

    private async Task HandleAsync(HttpContext http, Target target)
    {
        switch (http.Request.Method, target)
        {
            case ("GET", { Name: null }) when http.Request.Query.ContainsKey("watch"):
                await _streams.WatchAsync(http, target);
                break;
            case ("GET", { Name: null }):
                await ListAsync(http, target);
                break;
            case ("GET", { Subresource: "log" }):
                await LogAsync(http, target);
                break;
            case ("GET" or "POST", { Subresource: "exec" }):
                await Streams.ExecAsync(http, target);
                break;
            case ("GET", { Subresource: "portforward" }):
                await _streams.PortForwardAsync(http, target);
                break;
            case ("GET", { Subresource: "proxy" }):
                await Answers.Text(http, $"{target.Name} says {target.Rest}{http.Request.QueryString}", server.ProxyStatus);
                break;
            case ("GET", { Subresource: null }):
                if (server.Store.Get(target.Resource, target.Namespace, target.Name!) is { } found)
                    await Answers.Json(http, found);
                else
                    await Answers.Status(http, 404, "NotFound", $"{target.Resource.Plural} \"{target.Name}\" not found");
                break;
            case ("PATCH", { Name: not null }):
                await _writes.PatchAsync(http, target);
                break;
            case ("DELETE", { Name: not null }):
                await _writes.DeleteAsync(http, target);
                break;
            default:
                await Answers.Status(http, 405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
                break;
        }
    }

    private Target? Parse(string[] parts)
    {
        (string group, string version, string[] rest)? root = parts switch
        {
            ["api", var v, .. var r] => ("", v, r),
            ["apis", var g, var v, .. var r] => (g, v, r),
            _ => null,
        };
        if (root is not var (group, version, rest))
            return null;

        string? @namespace = null;
        if (rest is ["namespaces", var inside, var plural, ..] && server.Store.Find(group, version, plural) is { Namespaced: true })
            (@namespace, rest) = (inside, rest[2..]);
        if (rest.Length == 0 || server.Store.Find(group, version, rest[0]) is not { } resource)
            return null;
        return new Target(resource, @namespace,
            rest.Length > 1 ? Uri.UnescapeDataString(rest[1]) : null,
            rest.Length > 2 ? rest[2] : null,
            rest.Length > 3 ? "/" + string.Join('/', rest[3..]) : "");
    }

    private async Task ListAsync(HttpContext http, Target target)
    {
        var (items, version) = server.Store.List(target.Resource, target.Namespace);
        var query = http.Request.Query;
        if (query["labelSelector"].ToString() is { Length: > 0 } selector)
            items = items.Where(i => Selects(selector, i)).ToList();

        var start = int.TryParse(query["continue"], CultureInfo.InvariantCulture, out var from) ? from : 0;
        var limit = int.TryParse(query["limit"], CultureInfo.InvariantCulture, out var most) && most > 0 ? Math.Min(most, server.LargestPage) : int.MaxValue;
        var page = items.Skip(start).Take(limit).ToList();
        foreach (var item in page)
        {
            item.Remove("kind");
            item.Remove("apiVersion");
        }

        var metadata = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) };
        if (start + page.Count < items.Count)
            metadata["continue"] = (start + page.Count).ToString(CultureInfo.InvariantCulture);
        await Answers.Json(http, new JsonObject
        {
            ["kind"] = target.Resource.Kind + "List",
            ["apiVersion"] = target.Resource.ApiVersion,
            ["metadata"] = metadata,
            ["items"] = new JsonArray([.. page]),
        });
    }

    private static bool Selects(string selector, JsonObject item) => selector.Split(',').All(term =>
    {
        var labels = item["metadata"]?["labels"] as JsonObject;
        var equals = term.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? labels?.ContainsKey(term) == true : (string?)labels?[term[..equals]] == term[(equals + 1)..];
    });

    private async Task LogAsync(HttpContext http, Target target)
    {
        var container = http.Request.Query["container"].ToString();
        var previous = http.Request.Query["previous"] == "true";
        var (code, body) = server.Logs((target.Namespace!, target.Name!, container, previous));
        await Answers.Text(http, body, code, code == 200 ? "text/plain" : "application/json");
    }
}

/// <summary>What a path names.</summary>
internal sealed record Target(Served Resource, string? Namespace, string? Name, string? Subresource, string Rest);
