using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Rights;

public sealed class RightAssertionTests
{
    private static readonly ManifestSet Shop = Manifests.Parse(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: web, namespace: shop}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: web, namespace: shop}
        rules:
        - {apiGroups: [""], resources: [configmaps], resourceNames: [shop-config], verbs: [get]}
        - {apiGroups: [apps], resources: [deployments], verbs: ["*"]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: web, namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: web}
        subjects: [{kind: ServiceAccount, name: web}]
        """,
        "rbac.yaml");

    [Fact]
    public void What_a_role_grants_is_allowed_and_nothing_else()
    {
        Shop.ServiceAccount("web").Should().BeAllowedTo("get", "configmaps", "shop-config");
        Shop.ServiceAccount("web").Should().BeAllowedTo("*", "deployments");
        Shop.ServiceAccount("web").Should().NotBeAllowedTo("*", "secrets");
        Shop.ServiceAccount("web").Should().NotBeAllowedTo("get", "configmaps", "other");
        Shop.Should().LetNobody("create", "pods/exec");
        Shop.Should().LetNobody("delete", "deployments", except: ["system:serviceaccount:shop:web"]);
    }

    [Fact]
    public void A_missing_right_is_told_with_the_rule_that_would_grant_it()
    {
        var act = () => Shop.ServiceAccount("web").Should().BeAllowedTo("list", "configmaps");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.ServiceAccount("web") to be allowed to list configmaps, but it is not:

              rbac.yaml:1:1  ServiceAccount/web
                no role bound to it grants: list configmaps in namespace shop
                fix: bind a Role in namespace shop with apiGroups [""], resources [configmaps], verbs [list]
            """);
    }

    [Fact]
    public void A_right_to_one_object_counts_where_none_should_be()
    {
        var act = () => Shop.ServiceAccount("web").Should().NotBeAllowedTo("get", "configmaps");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.ServiceAccount("web") to not be allowed to get configmaps, but it is:

              rbac.yaml:9:3  Role/web  rules[0]
                RBAC: allowed by RoleBinding "web/shop" of Role "web" to ServiceAccount "web/shop" (rbac.yaml:12:1)
                fix: narrow the rule, or remove the subject from the binding
            """);
    }

    [Fact]
    public void An_account_can_not_deploy_what_it_does_not_hold()
    {
        var act = () => Shop.Should().BeDeployableBy("system:serviceaccount:ci:deployer");

        Failing.Message(act).Should().Contain("system:serviceaccount:ci:deployer may not create serviceaccounts in namespace shop");
    }

    [Fact]
    public void The_roles_that_every_cluster_has_can_be_brought()
    {
        var binding = Manifests.Parse(
            """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: viewer, namespace: shop}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: viewer}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
            subjects: [{kind: ServiceAccount, name: viewer, namespace: shop}]
            """);

        var set = binding.Using(Rbac.Defaults(KubernetesVersion.Newest));

        set.ServiceAccount("viewer").Should().BeAllowedTo("list", "deployments");
        set.ServiceAccount("viewer").Should().NotBeAllowedTo("get", "secrets");
    }
}
