namespace KubeAssert.PolicyRules.BuiltIn.PodSecurityStandards;

/// <summary>How the checks of the Pod Security Standards are written.</summary>
internal static class PodCheck
{
    private const string Page = "https://kubernetes.io/docs/concepts/security/pod-security-standards/";

    /// <summary>A check of a whole pod.</summary>
    public static Rule Of(string id, string title, string reason, Func<PodTemplate, RuleContext, IEnumerable<Finding>> check) => Rule
        .For<PodTemplate>("pod-security/" + id, title)
        .Because(reason)
        .Check((pod, context) => check(pod, context))
        .Documented(new Uri(Page));

    /// <summary>A check of a security context, of the pod and of each container alike.</summary>
    public static Rule OfSecurityContexts(string id, string title, string reason, Func<Node, RuleContext, IEnumerable<Finding>> check) =>
        Of(id, title, reason, (pod, context) => SecurityContexts(pod).SelectMany(s => check(s, context)));

    /// <summary>A check of the security context of each container.</summary>
    public static Rule OfContainers(string id, string title, string reason, Func<Container, RuleContext, IEnumerable<Finding>> check) =>
        Of(id, title, reason, (pod, context) => pod.Containers.SelectMany(c => check(c, context)));

    /// <summary>A pod in a user namespace of its own is not root outside it (policy versions from 1.35 on).</summary>
    public static bool HasOwnUsers(PodTemplate pod) => pod.Spec["hostUsers"].AsBoolean() == false;

    public static bool IsForWindows(PodTemplate pod) => pod.Spec["os"]["name"].Text == "windows";

    private static IEnumerable<Node> SecurityContexts(PodTemplate pod) =>
        pod.Containers.Select(c => c["securityContext"]).Prepend(pod.Spec["securityContext"]);
}
