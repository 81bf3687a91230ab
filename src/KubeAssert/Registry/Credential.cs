using System.Text;

namespace KubeAssert.Registry;

/// <summary>Who asks. It has no text form on purpose: it must not reach a message.</summary>
internal sealed class Credential(string user, string password, string? identityToken = null)
{
    public string User { get; } = user;

    public string Password { get; } = password;

    /// <summary>A token that the registry's token service exchanges for a short-lived one, in place of a password.</summary>
    public string? IdentityToken { get; } = identityToken;

    /// <summary>The credential as a header for Basic authentication.</summary>
    public string Basic => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));

    public override string ToString() => "<redacted>";
}
