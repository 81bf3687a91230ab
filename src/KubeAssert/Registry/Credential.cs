using System.Net.Http.Headers;
using System.Text;

namespace KubeAssert.Registry;

/// <summary>Who asks. It has no text form on purpose: it must not reach a message.</summary>
internal sealed class Credential(string user, string password, string? identityToken = null)
{
    public string User { get; } = user;

    public string Password { get; } = password;

    /// <summary>A token that the registry's token service exchanges for a short-lived one, in place of a password.</summary>
    public string? IdentityToken { get; } = identityToken;

    /// <summary>A token that the registry itself takes as it is.</summary>
    public string? RegistryToken { get; init; }

    /// <summary>Where it is from, as a message may say it: <c>the credentials of Secret pull</c>.</summary>
    public string From { get; init; } = "credentials";

    /// <summary>The credential as a header for Basic authentication.</summary>
    public AuthenticationHeaderValue Basic => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));

    public Credential With(string from) => new(User, Password, IdentityToken) { RegistryToken = RegistryToken, From = from };

    public override string ToString() => "<redacted>";
}

/// <summary>The credentials that fit a repository, the best first.</summary>
/// <param name="Fitting">Those to try in their order; none to ask without.</param>
/// <param name="Problem">Why there may be others that could not be learned; null where nothing went wrong.</param>
internal sealed record Credentials(IReadOnlyList<Credential> Fitting, string? Problem = null)
{
    public static Credentials None { get; } = new([]);
}
