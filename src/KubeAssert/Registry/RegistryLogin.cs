using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;

namespace KubeAssert.Registry;

/// <summary>Says who asks, in the way the registry wants to hear it: nothing, Basic, or a token from the service it names.</summary>
internal sealed class RegistryLogin(RegistryHttp http, Func<Endpoint, Credential?> credentialFor)
{
    private static readonly string[] AnyJson = ["application/json"];

    private readonly ConcurrentDictionary<string, AuthenticationHeaderValue> _known = new(StringComparer.Ordinal);

    /// <summary>Asks the registry; when it wants to know who asks, says so and asks again.</summary>
    public async Task<RegistryResponse> GetAsync(Endpoint endpoint, Uri address, IReadOnlyList<string> accept, CancellationToken cancellation)
    {
        var key = $"{endpoint.Host}/{endpoint.Repository}";
        var known = _known.GetValueOrDefault(key);
        var response = await http.SendAsync(address, accept, known, cancellation).ConfigureAwait(false);
        if (response.Status != System.Net.HttpStatusCode.Unauthorized || response.Challenge is not { } challenge)
            return response;

        var authorization = await AnswerAsync(endpoint, challenge, cancellation).ConfigureAwait(false);
        if (authorization is null)
            return response;
        _known[key] = authorization;
        return await http.SendAsync(address, accept, authorization, cancellation).ConfigureAwait(false);
    }

    private async Task<AuthenticationHeaderValue?> AnswerAsync(Endpoint endpoint, Challenge challenge, CancellationToken cancellation)
    {
        var credential = credentialFor(endpoint);
        if (challenge.IsBasic)
            return credential is null ? null : new AuthenticationHeaderValue("Basic", credential.Basic);

        if (!Uri.TryCreate(challenge["realm"], UriKind.Absolute, out var realm) || realm.Scheme is not ("http" or "https"))
            throw RegistryProblem.NotChecked($"{endpoint} names no service that gives tokens");
        if (realm.Scheme == Uri.UriSchemeHttp && endpoint.Address.Scheme == Uri.UriSchemeHttps)
            throw RegistryProblem.NotChecked($"{endpoint} names a service that gives tokens without TLS, {realm.Authority}");

        var scope = challenge["scope"] is { Length: > 0 } wanted ? wanted : $"repository:{endpoint.Repository}:pull";
        var response = credential?.IdentityToken is { } token
            ? await ExchangeAsync(realm, challenge["service"] ?? "", scope, token, cancellation).ConfigureAwait(false)
            : await http.SendAsync(
                WithQuery(realm, challenge["service"], scope),
                AnyJson,
                credential is null ? null : new AuthenticationHeaderValue("Basic", credential.Basic),
                cancellation).ConfigureAwait(false);
        if (response.IsDenied)
            return null;
        if (!response.IsSuccess)
            throw RegistryProblem.NotChecked($"{realm.Authority}, which gives the tokens for {endpoint}, answered {response.Code}");
        return new AuthenticationHeaderValue("Bearer", TokenOf(response, realm));
    }

    private Task<RegistryResponse> ExchangeAsync(Uri realm, string service, string scope, string token, CancellationToken cancellation) =>
        http.SendAsync(realm, AnyJson, null, cancellation, () => new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "refresh_token",
            ["service"] = service,
            ["scope"] = scope,
            ["client_id"] = "kubeassert",
            ["refresh_token"] = token,
        }));

    private static Uri WithQuery(Uri realm, string? service, string scope)
    {
        var query = $"{(service is null ? "" : $"service={Uri.EscapeDataString(service)}&")}scope={Uri.EscapeDataString(scope)}";
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
}
