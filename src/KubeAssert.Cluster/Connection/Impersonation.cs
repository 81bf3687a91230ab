using System.Text;

namespace KubeAssert.Cluster.Connection;

/// <summary>Whom a kubeconfig's user acts as (<c>as</c>, <c>as-uid</c>, <c>as-groups</c>, <c>as-user-extra</c>): headers of every request, as client-go sends them.</summary>
internal sealed class Impersonation(IReadOnlyList<KeyValuePair<string, string>> headers, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string UnreservedHeaderCharacters = "!#$&'*+-.^_`|~";

    /// <summary>The headers; none where the user acts as himself.</summary>
    /// <exception cref="KubeconfigException">Groups, a uid or extra fields without a user to act as, or several groups.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(Kubeconfig.Entry user)
    {
        var others = new List<KeyValuePair<string, string>>();
        if (user.Text("as-uid") is { } uid)
            others.Add(new("Impersonate-Uid", uid));
        foreach (var group in user.Node["as-groups"].Items)
            others.Add(new("Impersonate-Group", group.Text ?? ""));
        foreach (var extra in user.Node["as-user-extra"].Entries)
        {
            foreach (var value in extra.Value.Items)
                others.Add(new("Impersonate-Extra-" + Escape(extra.Key), value.Text ?? ""));
        }

        // the server puts everybody whom somebody acts as into this group
        others.RemoveAll(h => h is { Key: "Impersonate-Group", Value: "system:authenticated" });
        if (others.GroupBy(h => h.Key).FirstOrDefault(same => same.Count() > 1) is { } repeated)
        {
            throw new KubeconfigException(
                user.Node.Location, $"user '{user.Name}' acts with {repeated.Count()} times {repeated.Key}, which .NET sends as one header with commas and the server would read as one value",
                "name one; system:authenticated need not be named");
        }

        if (user.Text("as") is { } name)
            return [new("Impersonate-User", name), .. others];
        return others.Count == 0 ? []
            : throw new KubeconfigException(user.Node.Location, $"user '{user.Name}' acts with {others[0].Key} of another, but as nobody", "add as: with the user's name");
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // a request that is sent again carries them already
        foreach (var name in headers.Select(h => h.Key).Distinct())
            request.Headers.Remove(name);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return base.SendAsync(request, cancellationToken);
    }

    /// <summary>A key as part of a header's name: bytes that a name may not hold, and the percent sign, in percent encoding.</summary>
    private static string Escape(string key)
    {
        var escaped = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(key))
        {
            var c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || UnreservedHeaderCharacters.Contains(c, StringComparison.Ordinal))
                escaped.Append(c);
            else
                escaped.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return escaped.ToString();
    }
}
