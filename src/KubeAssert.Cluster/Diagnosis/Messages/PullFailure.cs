namespace KubeAssert.Cluster.Diagnosing;

internal enum PullProblem
{
    Unknown,
    NotFound,
    Denied,
    WrongPlatform,
    RateLimited,
    Untrusted,
    Unreachable,
}

/// <summary>Reads what registries and runtimes answer to a pull. Their wording differs; what is looked for is common to all.</summary>
internal static class PullFailure
{
    private static readonly (PullProblem Problem, string[] Signs)[] Signs =
    [
        (PullProblem.RateLimited, ["toomanyrequests", "429", "too many requests", "rate limit"]),
        (PullProblem.WrongPlatform, ["no match for platform", "no matching manifest", "no image found in image index for architecture", "does not match the specified platform", "not supported on this platform"]),
        (PullProblem.Untrusted, ["x509:", "certificate signed by", "server gave http response to https client"]),
        (PullProblem.Unreachable,
        [
            "no such host", "dial tcp", "i/o timeout", "connection refused", "connection reset", "network is unreachable", "no route to host", "handshake timeout",
            "deadline exceeded", "server misbehaving", "temporary failure in name resolution", "unexpected eof", ": eof", "502 bad gateway", "503 service unavailable", "504 gateway", "500 internal server error",
        ]),
        (PullProblem.Denied,
        [
            "unauthorized", "authorization failed", "authentication required", "access denied", "access to the resource is denied", "insufficient_scope", "no basic auth credentials",
            "403 forbidden", "401", "requires authentication", "permission denied", "denied:", "may require authorization", "may require 'docker login'", "incorrect username or password", "= unauthenticated", "= permissiondenied",
        ]),
        (PullProblem.NotFound, ["not found", "manifest unknown", "name unknown", "name_unknown", "manifest_unknown", "404", "code = notfound", "does not exist", "repository name not known"]),
    ];

    public static PullProblem Of(string message, string image)
    {
        // an image may be called "not-found-page" or carry 404 in its digest
        var text = (image.Length > 0 ? message.Replace(image, "", StringComparison.Ordinal) : message).ToLowerInvariant();
        foreach (var (problem, signs) in Signs)
        {
            foreach (var sign in signs)
            {
                if (text.Contains(sign, StringComparison.Ordinal))
                    return problem;
            }
        }

        return PullProblem.Unknown;
    }

    public static string Say(PullProblem problem) => problem switch
    {
        PullProblem.NotFound => "the registry has no such image or tag",
        PullProblem.Denied => "the registry refuses access",
        PullProblem.WrongPlatform => "it was not built for the node's platform",
        PullProblem.RateLimited => "the registry limits the number of pulls",
        PullProblem.Untrusted => "the registry's certificate is not trusted",
        PullProblem.Unreachable => "the registry can't be reached",
        _ => "the registry or the runtime failed",
    };

    public static string Fix(PullProblem problem, string image) => problem switch
    {
        PullProblem.NotFound => $"push {image}, or correct its name and tag; a locally built image must be loaded into the cluster",
        PullProblem.Denied => "name a pull secret for this registry in imagePullSecrets, and check that it may read the repository; some registries answer so when the name is wrong",
        PullProblem.WrongPlatform => "build the image for the node's platform: docker buildx build --platform ...",
        PullProblem.RateLimited => "pull with an account, through a mirror, or load the image into the cluster beforehand",
        PullProblem.Untrusted => "give the node the registry's CA, or declare the registry insecure in registries.yaml",
        PullProblem.Unreachable => "check the registry's host and port as seen from the node: name resolution, proxy, firewall; a mirror belongs into registries.yaml",
        _ => "pull the image by hand on the node to see more",
    };

    /// <summary>The registry's own words, without the kubelet's around them.</summary>
    public static string Core(string message)
    {
        var at = message.IndexOf("ErrImagePull: ", StringComparison.Ordinal);
        return at >= 0 ? message[(at + "ErrImagePull: ".Length)..] : message;
    }
}
