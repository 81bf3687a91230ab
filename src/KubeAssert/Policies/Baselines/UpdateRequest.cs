namespace KubeAssert.PolicyRules;

/// <summary>Whether whoever runs the tests asked for baselines to be written.</summary>
internal sealed class UpdateRequest
{
    public const string Variable = "KUBEASSERT_UPDATE_BASELINE";

    private static readonly string[] BuildServers = ["CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "TEAMCITY_VERSION", "JENKINS_URL", "BUILDKITE"];

    private UpdateRequest()
    {
    }

    /// <summary>Nobody asked.</summary>
    public static UpdateRequest None { get; } = new();

    /// <summary>A person asked.</summary>
    public static UpdateRequest Granted { get; } = new();

    /// <summary>It is asked on a build server, which must not accept findings by itself.</summary>
    public static UpdateRequest Refused { get; } = new();

    public static UpdateRequest Of(Func<string, string?> environment) =>
        !IsSet(environment(Variable)) ? None : BuildServers.Any(name => IsSet(environment(name))) ? Refused : Granted;

    private static bool IsSet(string? value) => value?.Trim().ToLowerInvariant() is not (null or "" or "0" or "false" or "no");
}
