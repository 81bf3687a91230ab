namespace KubeAssert;

/// <summary>A rule that grants something, through a binding. Immutable.</summary>
/// <param name="Binding">The RoleBinding or ClusterRoleBinding.</param>
/// <param name="Rule">The rule of the role.</param>
/// <param name="Role">The Role or ClusterRole.</param>
/// <param name="Reason">The API server's words: <c>RBAC: allowed by RoleBinding "web/shop" of Role "web" to ServiceAccount "web/shop"</c>.</param>
public sealed record AccessGrant(Manifest Binding, Node Rule, Manifest Role, string Reason);
