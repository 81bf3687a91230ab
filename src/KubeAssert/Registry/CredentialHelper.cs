using System.Text.Json;
using KubeAssert.Sources;

namespace KubeAssert.Registry;

/// <summary>Asks a program that keeps credentials for Docker, <c>docker-credential-NAME get</c>.</summary>
internal static class CredentialHelper
{
    /// <summary>What helpers call a user whose password is an identity token.</summary>
    private const string TokenUser = "<token>";

    /// <summary>The credential; null where the helper has none for the registry.</summary>
    /// <exception cref="RegistryProblem">The helper is missing, takes too long or can't be understood.</exception>
    public static Credential? Ask(string helper, string host, RegistryOptions options, CancellationToken cancellation)
    {
        var program = "docker-credential-" + helper;
        var server = DockerConfig.ServerName(host);
        if (!ProgramPath.Holds(program))
            throw RegistryProblem.NotChecked($"Docker's configuration names the credential helper {program}, and it is not on the PATH");
        try
        {
            var output = ProgramRunner.Run(
                new Invocation { Program = program, Arguments = ["get"], Folder = AppContext.BaseDirectory, Input = server, TimeLimit = options.TimeLimit },
                server,
                cancellation);
            using var document = JsonDocument.Parse(output);
            var (user, secret) = (document.RootElement.Text("Username"), document.RootElement.Text("Secret"));
            if (secret is not { Length: > 0 })
                return null;
            return user == TokenUser ? new Credential("", "", secret) : new Credential(user ?? "", secret);
        }
        catch (RenderException e) when (e.ExitCode is not null)
        {
            return null; // helpers end so when they have nothing for the registry
        }
        catch (RenderException e)
        {
            throw RegistryProblem.NotChecked($"the credential helper {program} gives no answer: {e.Problem}");
        }
        catch (JsonException)
        {
            throw RegistryProblem.NotChecked($"the credential helper {program} answers with no JSON");
        }
    }
}
