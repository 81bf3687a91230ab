using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;

namespace KubeAssert.Registry;

/// <summary>Says who asks, in the way the registry wants to hear it: nothing, Basic, or a token from the service it names.</summary>
internal sealed class RegistryLogin(RegistryHttp http, Func<Endpoint, Credentials> credentialsFor)
{
    private static readonly string[] AnyJson = ["application/json"];

    private readonly ConcurrentDictionary<string, Login> _known = new(StringComparer.Ordinal);

    /// <summary>Asks the registry; when it wants to know who asks, says so and asks again, with one credential after the other.</summary>
    /// <exception cref="RegistryProblem">It gives no answer, or lets nobody in while credentials could not be learned.</exception>
    public async Task<RegistryResponse> GetAsync(Endpoint endpoint, Uri address, IReadOnlyList<string> accept, CancellationToken cancellation)
    {
        var key = $"{endpoint.Address}{endpoint.Repository}";
        var known = _known.GetValueOrDefault(key);
        var first = await http.SendAsync(address, accept, known?.Authorization, cancellation).ConfigureAwait(false);
        if (first.Status != System.Net.HttpStatusCode.Unauthorized || first.Challenge is not { } challenge)
            return first with { AskedWith = known?.From };

        var credentials = credentialsFor(endpoint);
        var denied = first;
        foreach (var credential in credentials.Fitting.Cast<Credential?>().DefaultIfEmpty())
        {
            var authorization = await HeaderAsync(endpoint, challenge, credential, cancellation).ConfigureAwait(false);
            if (authorization is null)
            {
                denied = denied with { AskedWith = credential?.From };
                continue;
            }

            var response = await http.SendAsync(address, accept, authorization, cancellation).ConfigureAwait(false) with { AskedWith = credential?.From };
            if (response.IsDenied)
            {
                denied = response;
                continue;
            }

            _known[key] = new Login(authorization, credential?.From);
            return response;
        }

        return credentials.Problem is null ? denied : throw RegistryProblem.NotChecked(credentials.Problem);
    }

    /// <summary>The header that says so; null where the registry lets nobody in like this.</summary>
    private async Task<AuthenticationHeaderValue?> HeaderAsync(Endpoint endpoint, Challenge challenge, Credential? credential, CancellationToken cancellation)
    {
        if (credential?.RegistryToken is { } direct)
            return new AuthenticationHeaderValue("Bearer", direct);
        if (challenge.IsBasic)
            return credential?.Basic;

        if (!Uri.TryCreate(challenge["realm"], UriKind.Absolute, out var realm) || realm.Scheme is not ("http" or "https"))
            throw RegistryProblem.NotChecked($"{endpoint} names no service that gives tokens");
        if (realm.Scheme == Uri.UriSchemeHttp && endpoint.Address.Scheme == Uri.UriSchemeHttps)
            throw RegistryProblem.NotChecked($"{endpoint} names a service that gives tokens without TLS, {realm.Authority}");

        var scope = challenge["scope"] is { Length: > 0 } wanted ? wanted : $"repository:{endpoint.Repository}:pull";
        var response = credential?.IdentityToken is { } token
            ? await ExchangeAsync(realm, challenge["service"], scope, token, cancellation).ConfigureAwait(false)
            : await http.SendAsync(WithQuery(realm, challenge["service"], scope), AnyJson, credential?.Basic, cancellation).ConfigureAwait(false);
        if (response.IsDenied)
            return null;
        if (!response.IsSuccess)
            throw RegistryProblem.NotChecked($"{realm.Authority}, which gives the tokens for {endpoint}, answered {response.Code}");
        return new AuthenticationHeaderValue("Bearer", TokenOf(response, realm));
    }

    private Task<RegistryResponse> ExchangeAsync(Uri realm, string? service, string scope, string token, CancellationToken cancellation) =>
        http.SendAsync(realm, AnyJson, null, cancellation, () => new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "refresh_token",
            ["service"] = service ?? "",
            ["scope"] = scope,
            ["client_id"] = "kubeassert",
            ["refresh_token"] = token,
        }));

    /// <summary>A scope of several is asked for by several parameters.</summary>
    private static Uri WithQuery(Uri realm, string? service, string scope)
    {
        var scopes = scope.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => "scope=" + Uri.EscapeDataString(s));
        var query = string.Join('&', (service is null ? [] : new[] { "service=" + Uri.EscapeDataString(service) }).Concat(scopes));
        return new UriBuilder(realm) { Query = realm.Query.Length > 1 ? $"{realm.Query[1..]}&{query}" : query }.Uri;
    }

    private static string TokenOf(RegistryResponse response, Uri realm)
    {
        try
        {
            using var document = JsonDocument.Parse(response.Body);
            if ((document.RootElement.Text("token") ?? document.RootElement.Text("access_token")) is { Length: > 0 } token && !token.AsSpan().ContainsAny('\r', '\n'))
                return token;
        }
        catch (JsonException)
        {
            // said below
        }

        throw RegistryProblem.NotChecked($"{realm.Authority} gives no token that can be read");
    }

    private sealed record Login(AuthenticationHeaderValue Authorization, string? From);
}
