using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace KubeAssert.TestApiServer;

/// <summary>Which kinds there are, in the aggregated and in the plain form.</summary>
internal static class DiscoveryAnswers
{
    private static readonly string[] Verbs = ["create", "delete", "get", "list", "patch", "watch"];

    public static JsonObject For(HttpContext http, string[] parts, IReadOnlyList<Served> served, bool aggregates)
    {
        if (aggregates && parts.Length == 1 && http.Request.Headers.Accept.ToString().Contains("apidiscovery.k8s.io", StringComparison.Ordinal))
            return Aggregated(served.Where(s => s.Group.Length == 0 == (parts[0] == "api")));
        return parts switch
        {
            ["api"] => new JsonObject { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") },
            ["apis"] => new JsonObject { ["kind"] = "APIGroupList", ["apiVersion"] = "v1", ["groups"] = Groups(served) },
            [_, var version] => Resources(served.Where(s => s.ApiVersion == version), version),
            _ => Resources(served.Where(s => s.ApiVersion == $"{parts[1]}/{parts[2]}"), $"{parts[1]}/{parts[2]}"),
        };
    }

    private static JsonArray Groups(IReadOnlyList<Served> served) => new(served.Where(s => s.Group.Length > 0).GroupBy(s => s.Group).Select(g => (JsonNode)new JsonObject
    {
        ["name"] = g.Key,
        ["versions"] = new JsonArray(g.Select(s => s.Version).Distinct().Select(v => (JsonNode)new JsonObject { ["groupVersion"] = $"{g.Key}/{v}", ["version"] = v }).ToArray()),
    }).ToArray());

    private static JsonObject Resources(IEnumerable<Served> served, string version) => new()
    {
        ["kind"] = "APIResourceList",
        ["groupVersion"] = version,
        ["resources"] = new JsonArray(served.SelectMany(s => new[] { s.Plural, s.Plural + "/status" }.Select(name => (JsonNode)new JsonObject
        {
            ["name"] = name,
            ["namespaced"] = s.Namespaced,
            ["kind"] = s.Kind,
            ["verbs"] = new JsonArray(Verbs.Select(v => (JsonNode)v).ToArray()),
        })).ToArray()),
    };

    private static JsonObject Aggregated(IEnumerable<Served> served) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = "apidiscovery.k8s.io/v2",
        ["items"] = new JsonArray(served.GroupBy(s => s.Group).Select(g => (JsonNode)new JsonObject
        {
            ["metadata"] = g.Key.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = g.Key },
            ["versions"] = new JsonArray(g.GroupBy(s => s.Version).Select(v => (JsonNode)new JsonObject
            {
                ["version"] = v.Key,
                ["resources"] = new JsonArray(v.Select(s => (JsonNode)new JsonObject
                {
                    ["resource"] = s.Plural,
                    ["responseKind"] = new JsonObject { ["group"] = s.Group, ["version"] = s.Version, ["kind"] = s.Kind },
                    ["scope"] = s.Namespaced ? "Namespaced" : "Cluster",
                    ["verbs"] = new JsonArray(Verbs.Select(n => (JsonNode)n).ToArray()),
                }).ToArray()),
            }).ToArray()),
        }).ToArray()),
    };
}
