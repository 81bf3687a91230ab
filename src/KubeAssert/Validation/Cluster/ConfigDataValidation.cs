using System.Text;
using System.Text.Json;

namespace KubeAssert.Validation;

/// <summary>Data of ConfigMaps and Secrets (core/v1): keys, size, and what a Secret's type asks for. Values never reach a message.</summary>
/// <remarks>Source: core validation: ValidateConfigMap, ValidateSecret. <c>stringData</c> is written into <c>data</c> first.</remarks>
internal static class ConfigDataValidation
{
    private const int MostBytes = 1024 * 1024;
    private const string AccountAnnotation = "kubernetes.io/service-account.name";

    public static void CheckConfigMap(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        var binary = root.Given("binaryData") as MapNode;
        long bytes = 0;
        if (root.Given("data") is MapNode data)
        {
            foreach (ref readonly var entry in data.Span)
            {
                CheckKey(data, entry, "data", problems);
                bytes += Encoding.UTF8.GetByteCount(entry.Value.AsString() ?? "");
                if (binary?.Find(entry.Key) is not null)
                    problems.AddAtKey("duplicate", data, entry, $"{entry.Key} is a key of binaryData too", "rename one of them", $"data[{entry.Key}]");
            }
        }

        if (binary is not null)
        {
            foreach (ref readonly var entry in binary.Span)
            {
                CheckKey(binary, entry, "binaryData", problems);
                bytes += DecodedLength(entry.Value.AsString() ?? "");
            }
        }

        if (bytes > MostBytes)
            problems.Add("too-long", root, $"holds {bytes} bytes of data; {MostBytes} are allowed", "split it, or keep large data in a volume", "");
    }

    public static void CheckSecret(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        var data = root.Given("data") as MapNode;
        var texts = root.Given("stringData") as MapNode;
        long bytes = 0;
        if (data is not null)
        {
            foreach (ref readonly var entry in data.Span)
            {
                CheckKey(data, entry, "data", problems);
                if (texts?.Find(entry.Key) is null)
                    bytes += DecodedLength(entry.Value.AsString() ?? "");
            }
        }

        if (texts is not null)
        {
            foreach (ref readonly var entry in texts.Span)
            {
                CheckKey(texts, entry, "data", problems);
                bytes += Encoding.UTF8.GetByteCount(entry.Value.AsString() ?? "");
            }
        }

        if (bytes > MostBytes)
            problems.Add("too-long", root["data"], $"holds {bytes} bytes; {MostBytes} are allowed", "split it, or keep large data in a volume");
        CheckType(root, problems);
    }

    private static void CheckType(MapNode root, Problems problems)
    {
        switch (root.String("type"))
        {
            case "kubernetes.io/service-account-token":
                if (root["metadata"]["annotations"].String(AccountAnnotation).Length == 0)
                    problems.Add("required", root["metadata"]["annotations"][AccountAnnotation], $"a token's Secret needs the annotation {AccountAnnotation}", "name the ServiceAccount");
                break;
            case "kubernetes.io/dockercfg":
                CheckJson(root, ".dockercfg", problems);
                break;
            case "kubernetes.io/dockerconfigjson":
                CheckJson(root, ".dockerconfigjson", problems);
                break;
            case "kubernetes.io/basic-auth":
                if (ValueOf(root, "username") is null && ValueOf(root, "password") is null)
                {
                    RequireKey(root, "username", problems);
                    RequireKey(root, "password", problems);
                }

                break;
            case "kubernetes.io/ssh-auth":
                if (ValueOf(root, "ssh-privatekey") is not { Text.Length: > 0 })
                    RequireKey(root, "ssh-privatekey", problems);
                break;
            case "kubernetes.io/tls":
                if (ValueOf(root, "tls.crt") is null)
                    RequireKey(root, "tls.crt", problems);
                if (ValueOf(root, "tls.key") is null)
                    RequireKey(root, "tls.key", problems);
                break;
        }
    }

    private static void CheckJson(MapNode root, string key, Problems problems)
    {
        if (ValueOf(root, key) is not { } value)
        {
            RequireKey(root, key, problems);
            return;
        }

        var text = value.AsString() ?? "";
        var isPlain = root["stringData"].Has(key);
        try
        {
            using var json = JsonDocument.Parse(isPlain ? Encoding.UTF8.GetBytes(text) : Convert.FromBase64String(text), new JsonDocumentOptions { MaxDepth = 1000 });
            if (json.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Null)
                return;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            // reported below, without the text
        }

        problems.Add("secret-data", value, $"{key} is no JSON object", "write what docker login writes", $"data[{key}]");
    }

    private static void RequireKey(MapNode root, string key, Problems problems) =>
        problems.Add("required", root["data"][key], $"a Secret of type {root.String("type")} needs the key {key}", $"add {key}", $"data[{key}]");

    /// <summary>The value of a key; null where it is not written. A null in <c>data</c> still is a key.</summary>
    private static Node? ValueOf(MapNode root, string key) =>
        (root.Given("stringData") as MapNode)?.Find(key) ?? (root.Given("data") as MapNode)?.Find(key);

    private static void CheckKey(MapNode map, in MapEntry entry, string field, Problems problems)
    {
        if (!Names.IsConfigKey(entry.Key))
            problems.AddAtKey("invalid-key", map, entry, $"key {NameForm.ConfigKey.Problem(entry.Key)}", NameForm.ConfigKey.Fix(entry.Key), $"{field}[{entry.Key}]");
    }

    private static long DecodedLength(string base64)
    {
        long digits = 0;
        foreach (var c in base64)
            digits += c is '\r' or '\n' or '=' ? 0 : 1;
        return digits * 3 / 4;
    }
}
