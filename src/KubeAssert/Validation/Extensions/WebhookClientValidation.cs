namespace KubeAssert.Validation;

/// <summary>How the API server reaches a webhook: a URL or a Service.</summary>
/// <remarks>Source: k8s.io/apiserver, pkg/util/webhook: ValidateWebhookURL, ValidateWebhookService.</remarks>
internal static class WebhookClientValidation
{
    private static readonly System.Buffers.SearchValues<char> NeverInHosts = System.Buffers.SearchValues.Create(" <>\"\\^`{|}");

    /// <param name="path">What the server calls the client configuration, where that is not its own path.</param>
    public static void Check(Node client, Problems problems, string? path = null)
    {
        var url = client.Given("url");
        var service = client.Given("service");
        if ((url is null) == (service is null))
            problems.Add("required", client, url is null ? "names neither url nor service" : "names both url and service", "name exactly one of url and service", path);
        else if (url is not null)
            CheckUrl(url, Below(path, ".url"), problems);
        else
            CheckService(service!, Below(path, ".service"), problems);
    }

    /// <summary>Versions of the review object that the webhook understands: v1 or v1beta1 among them, none twice.</summary>
    /// <param name="path">What the server calls the list, where that is not its own path.</param>
    public static void CheckReviewVersions(Node list, Problems problems, string? path = null)
    {
        var versions = list.Items;
        if (versions.Count == 0)
        {
            problems.Add("required", list, "needs a version of the review", "list v1", path);
            return;
        }

        var isKnown = false;
        for (var i = 0; i < versions.Count; i++)
        {
            var version = versions[i].AsString() ?? "";
            isKnown |= version is "v1" or "v1beta1";
            if (IsRepeated(versions, i))
                problems.Add("duplicate", versions[i], $"{version} is listed twice", "list each version once", Below(path, $"[{i}]"));
            else if (!Names.IsDns1035Label(version))
                problems.Add("invalid-name", versions[i], NameForm.Dns1035Label.Problem(version), NameForm.Dns1035Label.Fix(version), Below(path, $"[{i}]"));
        }

        if (!isKnown)
            problems.Add("unsupported-value", list, "lists neither v1 nor v1beta1", "add v1", path);
    }

    private static string ServicePath(Node service, string? path, string key) => $"{path ?? service.Path}.{key}";

    private static string? Below(string? path, string step) => path is null ? null : path + step;

    private static bool IsRepeated(IReadOnlyList<Node> versions, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (versions[i].AsString() == versions[index].AsString())
                return true;
        }

        return false;
    }

    private static void CheckUrl(Node url, string? path, Problems problems)
    {
        const string Form = "write https://host/path";
        var text = url.AsString() ?? "";
        var rest = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(8) : default;
        if (rest.IsEmpty && !text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            problems.Add("webhook-url", url, $"is {NameForm.Quoted(text)}; https is the only scheme", Form, path);
            return;
        }

        var end = rest.IndexOfAny('/', '?', '#');
        var authority = end < 0 ? rest : rest[..end];
        if (authority.IsEmpty)
            problems.Add("webhook-url", url, "names no host", Form, path);
        else if (authority.Contains('@'))
            problems.Add("webhook-url", url, "holds user information", Form, path);
        else if (rest.IndexOfAny('?', '#') is var mark && mark >= 0 && mark + 1 < rest.Length)
            problems.Add("webhook-url", url, "holds a query or a fragment", Form, path);
        else if (!IsHost(authority) || HasBadEscape(text) || text.Any(char.IsControl))
            problems.Add("webhook-url", url, $"is {NameForm.Quoted(text)}, which is no URL", Form, path);
    }

    /// <summary>Go's reading of a host: an address in brackets or characters that may stand in a name, and a port of digits.</summary>
    private static bool IsHost(ReadOnlySpan<char> authority)
    {
        var port = authority;
        if (authority[0] == '[')
        {
            var close = authority.IndexOf(']');
            if (close < 0)
                return false;
            port = authority[(close + 1)..];
            if (port.IsEmpty)
                return true;
            if (port[0] != ':')
                return false;
        }
        else
        {
            if (authority.IndexOfAny(NeverInHosts) >= 0)
                return false;
            var colon = authority.LastIndexOf(':');
            if (colon < 0)
                return true;
            port = authority[colon..];
        }

        return port[1..].IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private static bool HasBadEscape(string text)
    {
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                return true;
        }

        return false;
    }

    private static void CheckService(Node service, string? path, Problems problems)
    {
        // The API server mixes the two up: it says namespace where the name is missing.
        if (service.String("name").Length == 0)
            problems.Add("required", service["name"], "needs the Service's name", "set name", ServicePath(service, path, "namespace"));
        if (service.String("namespace").Length == 0)
            problems.Add("required", service["namespace"], "needs the Service's namespace", "set namespace", ServicePath(service, path, "name"));
        if (service.Integer("port") is { } port and (< 1 or > 65535))
            problems.Add("out-of-range", service["port"], $"is {port}; 1 to 65535 is allowed", "set a port from 1 to 65535", Below(path, ".port"));
        CheckPath(service["path"], Below(path, ".path"), problems);
    }

    /// <summary>Segments between slashes, each a DNS subdomain; one slash may end the path.</summary>
    private static void CheckPath(Node node, string? path, Problems problems)
    {
        var text = node.AsString() ?? "";
        if (text is "" or "/")
            return;
        if (text == "//")
        {
            problems.Add("webhook-path", node, "has an empty segment", "write /path", path);
            return;
        }

        if (text[0] != '/')
            problems.Add("webhook-path", node, $"is {NameForm.Quoted(text)}; it must begin with a slash", $"write /{text}", path);

        var rest = text[1..];
        foreach (var segment in (rest.EndsWith('/') ? rest[..^1] : rest).Split('/'))
        {
            if (!Names.IsDnsSubdomain(segment))
            {
                problems.Add("webhook-path", node, segment.Length == 0 ? "has an empty segment" : $"has the segment {NameForm.Quoted(segment)}, which is not {NameForm.DnsSubdomain.Title}", $"use {NameForm.DnsSubdomain.Description} in each segment", path);
                return;
            }
        }
    }
}
