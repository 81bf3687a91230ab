using System.Text.RegularExpressions;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Parsing;

internal enum PullProblem
{
    Unknown,
    NotFound,
    Denied,
    WrongPlatform,
    RateLimited,
    Untrusted,
    Unreachable,
    NoSpace,
}

/// <summary>Reads what registries and runtimes answer to a pull. Their wording differs; what is looked for is common to all.</summary>
internal static partial class PullFailure
{
    // a status is a number of its own: ports and digests hold such digits, too
    private static readonly (PullProblem Problem, string[] Signs, string[] Statuses)[] Signs =
    [
        (PullProblem.NoSpace, ["no space left on device"], []),
        (PullProblem.Unknown, ["failed to extract layer", "extraction snapshot", "failed to unpack image on snapshotter", "failed commit on ref"], []),
        (PullProblem.RateLimited, ["toomanyrequests", "too many requests", "rate limit"], ["429"]),
        (PullProblem.WrongPlatform,
        [
            "no match for platform", "no matching manifest", "no image found in image index for architecture", "no image found in manifest list for architecture", "does not match the specified platform",
            "not supported on this platform", "no child with platform",
        ], []),
        (PullProblem.Untrusted, ["x509:", "certificate signed by", "failed to verify certificate", "server gave http response to https client"], []),
        (PullProblem.Unreachable,
        [
            "no such host", "dial tcp", "i/o timeout", "connection refused", "connection reset", "network is unreachable", "no route to host", "handshake timeout", "tls: first record",
            "deadline exceeded", "client.timeout exceeded", "server misbehaving", "temporary failure in name resolution", "unexpected eof", ": eof", "proxyconnect",
        ], ["500", "502", "503", "504"]),
        (PullProblem.Denied,
        [
            "unauthorized", "authorization failed", "authentication required", "authentication failed", "access denied", "access to the resource is denied", "insufficient_scope", "no basic auth credentials",
            "requires authentication", "permission denied", "denied:", "not authorized", "may require authorization", "may require 'docker login'", "incorrect username or password", "invalid username/password",
            "= unauthenticated", "= permissiondenied",
        ], ["401", "403"]),
        (PullProblem.NotFound,
            ["not found", "manifest unknown", "name unknown", "name_unknown", "manifest_unknown", "code = notfound", "does not exist", "repository name not known", "repository not known"], ["404"]),
    ];

    /// <summary>Whether an event tells of a pull that failed; the same reason tells of containers that could not be created or started.</summary>
    public static bool IsToldBy(ObservedEvent e) => e.Reason == "Failed" && e.Message.StartsWith("Failed to pull image", StringComparison.Ordinal);

    public static PullProblem Of(string message, string image)
    {
        // an image may be called "not-found-page" or carry 404 in its digest
        var text = (image.Length > 0 ? message.Replace(image, "", StringComparison.Ordinal) : message).ToLowerInvariant();
        var statuses = Status().Matches(text).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var (problem, signs, numbers) in Signs)
        {
            if (signs.Any(s => text.Contains(s, StringComparison.Ordinal)) || numbers.Any(statuses.Contains))
                return problem;
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
        PullProblem.NoSpace => "the node's disk is full",
        _ => "the registry or the runtime failed",
    };

    public static string Fix(PullProblem problem, string image) =>
        FixOf(problem, image) + (problem is PullProblem.NotFound or PullProblem.Denied or PullProblem.Unreachable && ImageReference.TryParse(image)?.PulledTag == "latest"
            ? "; under the tag latest a locally built image that was loaded is not looked at, unless imagePullPolicy is IfNotPresent"
            : "");

    private static string FixOf(PullProblem problem, string image) => problem switch
    {
        PullProblem.NotFound => $"push {image}, or correct its name and tag; a locally built image must be loaded into the cluster",
        PullProblem.Denied => "name a pull secret for this registry in imagePullSecrets, and check that it may read the repository; some registries answer so when the name is wrong",
        PullProblem.WrongPlatform => "build the image for the node's platform: docker buildx build --platform ...",
        PullProblem.RateLimited => "pull with an account, through a mirror, or load the image into the cluster beforehand",
        PullProblem.Untrusted => "give the node the registry's CA, or declare the registry insecure in registries.yaml",
        PullProblem.Unreachable => "check the registry's host and port as seen from the node: name resolution, proxy, firewall; a mirror belongs into registries.yaml",
        PullProblem.NoSpace => "free disk space on the node, or use a smaller image",
        _ => "pull the image by hand on the node to see more",
    };

    /// <summary>The registry's own words, without the kubelet's around them.</summary>
    public static string Core(string message)
    {
        var at = message.IndexOf("ErrImagePull: ", StringComparison.Ordinal);
        return at >= 0 ? message[(at + "ErrImagePull: ".Length)..] : message;
    }

    [GeneratedRegex("""(?<![\w.:/-])[45]\d\d(?!\w)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Status();
}
