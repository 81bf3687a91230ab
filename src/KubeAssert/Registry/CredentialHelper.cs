using System.Text.Json;
using KubeAssert.Sources;

namespace KubeAssert.Registry;

/// <summary>Asks a program that keeps credentials for Docker, <c>docker-credential-NAME get</c>.</summary>
internal static class CredentialHelper
{
    /// <summary>What helpers call a user whose password is an identity token.</summary>
    private const string TokenUser = "<token>";

    /// <summary>What helpers say when they keep nothing for a registry.</summary>
    private const string NothingKept = "credentials not found in native keychain";

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
            return (user == TokenUser ? new Credential("", "", secret) : new Credential(user ?? "", secret)).With($"the credentials of {program}");
        }
        catch (RenderException e) when (e.ExitCode is not null && (e.ErrorOutput.Length == 0 || e.ErrorOutput.Contains(NothingKept, StringComparison.Ordinal)))
        {
            return null; // so they end when they keep nothing for the registry, and most say it on their standard output
        }
        catch (RenderException e) when (e.ExitCode is not null)
        {
            throw RegistryProblem.NotChecked($"the credential helper {program} ended with exit code {e.ExitCode}: {OneLine.Of(e.ErrorOutput.Trim().Split('\n')[^1])}");
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
