using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace KubeAssert.Cluster.Connection;

/// <summary>
/// The id-token of <c>auth-provider: oidc</c>, which client-go still reads. It is not renewed here: where a provider hands out a refresh token
/// once only, whoever renews must write the next one into the kubeconfig, which is kubectl's to do.
/// </summary>
internal sealed class OidcCredentials(string token, DateTimeOffset? expires, X509Certificate2? certificate, TimeProvider time) : Credentials
{
    // client-go counts a token as expired ten seconds early
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(10);

    public override X509Certificate2? Certificate => certificate;

    /// <exception cref="KubeconfigException">It is not oidc, or has no token.</exception>
    public static Credentials Read(Kubeconfig.Entry user, X509Certificate2? certificate, TimeProvider time)
    {
        var provider = user.Node["auth-provider"];
        if (provider["name"].Text is not "oidc")
        {
            throw new KubeconfigException(
                provider.Location, $"auth-provider '{provider["name"].Text}' is not part of Kubernetes since 1.26", "use an exec plugin or a token");
        }

        var token = provider["config"]["id-token"].Text;
        return !string.IsNullOrEmpty(token) ? new OidcCredentials(token, Expiry(token), certificate, time)
            : throw new KubeconfigException(provider.Location, $"user '{user.Name}' has no id-token yet", "log in, and let kubectl write it into the kubeconfig");
    }

    public override ValueTask<AuthenticationHeaderValue?> HeaderAsync(CancellationToken cancel) =>
        expires is not { } end || time.GetUtcNow() < end - Early
            ? new(Bearer(token))
            : throw new KubeconfigException($"The id-token of auth-provider oidc expired at {end.UtcDateTime:u}. Run any kubectl command: it renews the token and writes it into the kubeconfig.");

    /// <summary>The claim <c>exp</c>, in seconds since 1970; null where the token can't be read: the server will judge it.</summary>
    private static DateTimeOffset? Expiry(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
            return null;
        try
        {
            var padded = parts[1].Replace('-', '+').Replace('_', '/').PadRight((parts[1].Length + 3) / 4 * 4, '=');
            using var claims = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(padded)));
            return claims.RootElement.TryGetProperty("exp", out var exp) && exp.TryGetInt64(out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
