using System.Text.Json.Nodes;

namespace KubeAssert.Tests.Safety;

/// <summary>One random change of a document: a value of another type, a key more, less or misspelled.</summary>
internal static class DocumentMutation
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "99999999999999999999", "\"\"", "\"x\"", "\"a\\nb\"", "[]", "{}", "[null]", "[1]", "[[]]", "[{}]", "{\"a\":1}",
        "{\"a\":null}", "\"*\"", "\"%\"", "\"1Gi\"", "\"$(A)\"", "[\"ALL\"]", "{\"name\":[]}", "\"\\u0000\"", "\"1e999\"", "-9223372036854775808",
    ];

    public static void Apply(JsonObject document, Random random)
    {
        var places = new List<JsonNode>();
        Collect(document, places);
        var place = places[random.Next(places.Count)];
        if (place is JsonObject map)
            Change(map, random, isRoot: map == document);
        else if (place is JsonArray list)
            Change(list, random);
    }

    private static void Change(JsonObject map, Random random, bool isRoot)
    {
        var keys = map.Select(p => p.Key).Where(k => !isRoot || random.Next(10) == 0 || k is not ("apiVersion" or "kind")).ToList();
        if (keys.Count == 0)
            return;
        var key = keys[random.Next(keys.Count)];
        switch (random.Next(5))
        {
            case 0:
                map.Remove(key);
                break;
            case 1:
                var value = map[key]?.DeepClone();
                map.Remove(key);
                map[key.Length > 1 ? key[1..] : key + "x"] = value;
                break;
            case 2:
                map[key] = new JsonArray(map[key]?.DeepClone());
                break;
            default:
                map[key] = Value(random);
                break;
        }
    }

    private static void Change(JsonArray list, Random random)
    {
        if (list.Count == 0 || random.Next(4) == 0)
        {
            list.Add(Value(random));
            return;
        }

        var at = random.Next(list.Count);
        if (random.Next(4) == 0)
            list.Add(list[at]?.DeepClone());
        else
            list[at] = Value(random);
    }

    private static JsonNode? Value(Random random) => JsonNode.Parse(Values[random.Next(Values.Length)]);

    private static void Collect(JsonNode? node, List<JsonNode> places)
    {
        if (node is JsonObject map)
        {
            places.Add(map);
            foreach (var (_, value) in map)
                Collect(value, places);
        }
        else if (node is JsonArray list)
        {
            places.Add(list);
            foreach (var value in list)
                Collect(value, places);
        }
    }
}
