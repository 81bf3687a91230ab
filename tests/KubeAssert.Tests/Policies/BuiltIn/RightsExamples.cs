using static KubeAssert.Tests.RuleCatalogue.Shapes;

namespace KubeAssert.Tests.RuleCatalogue;

/// <summary>What containers, pods and accounts may do.</summary>
internal static class RightsExamples
{
    private const string Account = "subjects: [{kind: ServiceAccount, name: web, namespace: shop}]";

    public static RuleExample[] All =>
    [
        new("no-privileged-containers", Web("securityContext: {privileged: true}"), Web("securityContext: {privileged: false}"), "An init container counts", Deployment(Container("") + "\ninitContainers:\n- {name: tune, image: \"ghcr.io/shop/tune:1.0.0\", securityContext: {privileged: true}}")) { EdgeFails = true },
        new("no-privilege-escalation", Web("securityContext: {runAsNonRoot: true}"), Web("securityContext: {allowPrivilegeEscalation: false}"), "Windows knows no such thing", Deployment("os: {name: windows}\n" + Container(""))),
        new("run-as-non-root", Web("securityContext: {readOnlyRootFilesystem: true}"), Web("securityContext: {runAsNonRoot: true}"), "What the pod says holds for its containers", Deployment("securityContext: {runAsUser: 10001}\n" + Container(""))),
        new("user-id-is-high", Web("securityContext: {runAsUser: 1000, runAsGroup: 1000}"), Web("securityContext: {runAsUser: 10001, runAsGroup: 10001}"), "What the pod says holds for its containers", Deployment("securityContext: {runAsUser: 10001, runAsGroup: 10001}\n" + Container(""))),
        new("root-file-system-is-read-only", Web("securityContext: {runAsNonRoot: true}"), Web("securityContext: {readOnlyRootFilesystem: true}"), "Windows knows no such thing", Deployment("os: {name: windows}\n" + Container(""))),
        new("net-raw-is-dropped", Web("securityContext: {capabilities: {drop: [SYS_TIME]}}"), Web("securityContext: {capabilities: {drop: [ALL]}}"), "What is dropped and added again is not dropped", Web("securityContext: {capabilities: {drop: [ALL], add: [NET_RAW]}}")) { EdgeFails = true },
        new("seccomp-profile-is-set", Web("securityContext: {seccompProfile: {type: Unconfined}}"), Deployment("securityContext: {seccompProfile: {type: RuntimeDefault}}\n" + Container("")), "A container's own profile goes before that of its pod", Deployment("securityContext: {seccompProfile: {type: RuntimeDefault}}\n" + Container("securityContext: {seccompProfile: {type: Unconfined}}"))) { EdgeFails = true },
        new("proc-mount-is-default", Web("securityContext: {procMount: Unmasked}"), Web("securityContext: {procMount: Default}"), "Where nothing is written it is the default", Web("securityContext: {}")),
        new("sysctls-are-safe", Deployment("securityContext: {sysctls: [{name: kernel.msgmax, value: \"65536\"}]}\n" + Container("")), Deployment("securityContext: {sysctls: [{name: net.ipv4.tcp_syncookies, value: \"1\"}]}\n" + Container("")),
            "Listening on low ports without root is safe", Deployment("securityContext: {sysctls: [{name: net.ipv4.ip_unprivileged_port_start, value: \"0\"}]}\n" + Container(""))),
        new("no-host-network", Deployment("hostNetwork: true\n" + Container("")), Web(""), "False is what nothing means", Deployment("hostNetwork: false\n" + Container(""))),
        new("no-host-pid", Deployment("hostPID: true\n" + Container("")), Web(""), "Sharing processes inside the pod is another matter", Deployment("shareProcessNamespace: true\n" + Container(""))),
        new("no-host-ipc", Deployment("hostIPC: true\n" + Container("")), Web(""), "False is what nothing means", Deployment("hostIPC: false\n" + Container(""))),
        new("no-docker-socket", HostPath("/var/run/docker.sock"), HostPath("/data"), "The folder around the socket is as good", HostPath("/run/containerd/")) { EdgeFails = true },
        new("no-sensitive-host-paths", HostPath("/etc/kubernetes"), HostPath("/data"), "A folder whose name begins alike is another", HostPath("/etcetera")),
        new("host-paths-are-read-only", HostPath("/data"), HostPath("/data", ", readOnly: true"), "A folder of the pod's own may be written", Deployment(Container("volumeMounts: [{name: data, mountPath: /data}]") + "\nvolumes: [{name: data, emptyDir: {}}]")),
        new("service-account-is-own", Web(""), Deployment("serviceAccountName: web\n" + Container("")), "Without a token it does not matter who the pod is", Deployment("automountServiceAccountToken: false\n" + Container(""))),
        new("service-account-field-is-current", Deployment("serviceAccount: web\n" + Container("")), Deployment("serviceAccountName: web\n" + Container("")), "Both fields are what an export of the API server has", Deployment("serviceAccount: web\nserviceAccountName: web\n" + Container(""))),
        new("token-is-not-automounted", Deployment("serviceAccountName: web\n" + Container("")), Deployment("serviceAccountName: web\nautomountServiceAccountToken: false\n" + Container("")),
            "The account may say it for all its pods", Many(Deployment("serviceAccountName: web\n" + Container("")), Flat("v1", "ServiceAccount", "automountServiceAccountToken: false"))),
        new("no-cluster-admin", Binding("ClusterRoleBinding", "cluster-admin"), Binding("ClusterRoleBinding", "view"), "A binding of one namespace gives all of that namespace", Binding("RoleBinding", "cluster-admin")) { EdgeFails = true },
        new("no-wildcard-access", Role("apiGroups: [\"\"], resources: [\"*\"], verbs: [get]"), Role("apiGroups: [\"\"], resources: [pods], verbs: [get]"), "Paths that are no resources may have one", Flat("rbac.authorization.k8s.io/v1", "ClusterRole", "rules:\n- {nonResourceURLs: [/metrics/*], verbs: [get]}")),
        new("no-secret-access", Many(Binding("RoleBinding", "web", "Role"), Role("apiGroups: [\"\"], resources: [secrets], verbs: [get, list]")), Many(Binding("RoleBinding", "web", "Role"), Role("apiGroups: [\"\"], resources: [configmaps], verbs: [get, list]")),
            "One Secret by its name is allowed", Many(Binding("RoleBinding", "web", "Role"), Role("apiGroups: [\"\"], resources: [secrets], resourceNames: [db], verbs: [get]"))),
        new("no-pod-creation", Many(Binding("RoleBinding", "web", "Role"), Role("apiGroups: [batch], resources: [jobs], verbs: [create]")), Many(Binding("RoleBinding", "web", "Role"), Role("apiGroups: [batch], resources: [jobs], verbs: [get, list]")),
            "Resources of another API group that are named alike make no pods", Many(Binding("RoleBinding", "web", "Role"), Role("apiGroups: [example.com], resources: [jobs], verbs: [create]"))),
        new("security-context-constraints-deny-privileged", Flat("security.openshift.io/v1", "SecurityContextConstraints", "allowPrivilegedContainer: true"), Flat("security.openshift.io/v1", "SecurityContextConstraints", "allowPrivilegedContainer: false"),
            "A kind of the same name in another group is another kind", Flat("example.com/v1", "SecurityContextConstraints", "allowPrivilegedContainer: true")),
    ];

    private static string HostPath(string path, string mount = "") =>
        Deployment(Container($"volumeMounts: [{{name: data, mountPath: /data{mount}}}]") + $"\nvolumes: [{{name: data, hostPath: {{path: {path}}}}}]");

    private static string Role(string rule) => Flat("rbac.authorization.k8s.io/v1", "Role", $"rules:\n- {{{rule}}}");

    private static string Binding(string kind, string role, string roleKind = "ClusterRole") =>
        Flat("rbac.authorization.k8s.io/v1", kind, $"roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: {roleKind}, name: {role}}}\n{Account}");
}
