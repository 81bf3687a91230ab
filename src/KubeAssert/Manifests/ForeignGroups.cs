namespace KubeAssert.Loading;

/// <summary>API groups whose objects are written for a tool or a component's command line, and that no API server stores.</summary>
internal static class ForeignGroups
{
    private static readonly HashSet<string> Groups = new(StringComparer.Ordinal)
    {
        "kustomize.config.k8s.io", "kind.x-k8s.io", "ctlptl.dev", "k3d.io", "skaffold",
        "kubeadm.k8s.io", "kubelet.config.k8s.io", "kubeproxy.config.k8s.io", "kubescheduler.config.k8s.io", "kubecontrollermanager.config.k8s.io",
        "apiserver.config.k8s.io", "apiserver.k8s.io", "audit.k8s.io", "eventratelimit.admission.k8s.io", "pod-security.admission.config.k8s.io",
        "client.authentication.k8s.io", "cloudcontrollermanager.config.k8s.io",
    };

    public static bool Contains(string apiVersion, string kind)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? apiVersion == "v1" && kind == "Config" : Groups.Contains(apiVersion[..slash]);
    }

    public static string Fix(string apiVersion) => apiVersion.StartsWith("kustomize.", StringComparison.Ordinal)
        ? "build it (kubectl kustomize) and load what comes out"
        : "leave the file out";
}
