using KubeAssert.Rights;

namespace KubeAssert.Tests.Rights;

public sealed class ResourceNameTests
{
    private static readonly ManifestSet Nothing = Manifests.Parse("{apiVersion: v1, kind: Namespace, metadata: {name: a}}");

    [Theory]
    [InlineData("deployments", "apps")]
    [InlineData("statefulsets", "apps")]
    [InlineData("daemonsets", "apps")]
    [InlineData("replicasets", "apps")]
    [InlineData("controllerrevisions", "apps")]
    [InlineData("jobs", "batch")]
    [InlineData("cronjobs", "batch")]
    [InlineData("horizontalpodautoscalers", "autoscaling")]
    [InlineData("ingresses", "networking.k8s.io")]
    [InlineData("ingressclasses", "networking.k8s.io")]
    [InlineData("networkpolicies", "networking.k8s.io")]
    [InlineData("ipaddresses", "networking.k8s.io")]
    [InlineData("servicecidrs", "networking.k8s.io")]
    [InlineData("poddisruptionbudgets", "policy")]
    [InlineData("roles", "rbac.authorization.k8s.io")]
    [InlineData("rolebindings", "rbac.authorization.k8s.io")]
    [InlineData("clusterroles", "rbac.authorization.k8s.io")]
    [InlineData("clusterrolebindings", "rbac.authorization.k8s.io")]
    [InlineData("storageclasses", "storage.k8s.io")]
    [InlineData("volumeattachments", "storage.k8s.io")]
    [InlineData("csidrivers", "storage.k8s.io")]
    [InlineData("csinodes", "storage.k8s.io")]
    [InlineData("csistoragecapacities", "storage.k8s.io")]
    [InlineData("volumeattributesclasses", "storage.k8s.io")]
    [InlineData("leases", "coordination.k8s.io")]
    [InlineData("endpointslices", "discovery.k8s.io")]
    [InlineData("customresourcedefinitions", "apiextensions.k8s.io")]
    [InlineData("apiservices", "apiregistration.k8s.io")]
    [InlineData("validatingwebhookconfigurations", "admissionregistration.k8s.io")]
    [InlineData("mutatingwebhookconfigurations", "admissionregistration.k8s.io")]
    [InlineData("validatingadmissionpolicies", "admissionregistration.k8s.io")]
    [InlineData("validatingadmissionpolicybindings", "admissionregistration.k8s.io")]
    [InlineData("mutatingadmissionpolicies", "admissionregistration.k8s.io")]
    [InlineData("mutatingadmissionpolicybindings", "admissionregistration.k8s.io")]
    [InlineData("certificatesigningrequests", "certificates.k8s.io")]
    [InlineData("clustertrustbundles", "certificates.k8s.io")]
    [InlineData("priorityclasses", "scheduling.k8s.io")]
    [InlineData("runtimeclasses", "node.k8s.io")]
    [InlineData("resourceclaims", "resource.k8s.io")]
    [InlineData("resourceclaimtemplates", "resource.k8s.io")]
    [InlineData("deviceclasses", "resource.k8s.io")]
    [InlineData("resourceslices", "resource.k8s.io")]
    [InlineData("flowschemas", "flowcontrol.apiserver.k8s.io")]
    [InlineData("prioritylevelconfigurations", "flowcontrol.apiserver.k8s.io")]
    [InlineData("subjectaccessreviews", "authorization.k8s.io")]
    [InlineData("localsubjectaccessreviews", "authorization.k8s.io")]
    [InlineData("selfsubjectaccessreviews", "authorization.k8s.io")]
    [InlineData("selfsubjectrulesreviews", "authorization.k8s.io")]
    [InlineData("tokenreviews", "authentication.k8s.io")]
    [InlineData("selfsubjectreviews", "authentication.k8s.io")]
    [InlineData("pods", "")]
    [InlineData("services", "")]
    [InlineData("configmaps", "")]
    [InlineData("secrets", "")]
    [InlineData("endpoints", "")]
    [InlineData("events", "")]
    [InlineData("nodes", "")]
    [InlineData("namespaces", "")]
    [InlineData("serviceaccounts", "")]
    [InlineData("persistentvolumes", "")]
    [InlineData("persistentvolumeclaims", "")]
    [InlineData("resourcequotas", "")]
    [InlineData("limitranges", "")]
    [InlineData("replicationcontrollers", "")]
    public void A_built_in_resource_needs_no_group(string resource, string group) =>
        ResourceName.Parse(Nothing, "get", resource, "", "").Group.Should().Be(group);

    [Fact]
    public void A_group_and_a_subresource_may_be_written()
    {
        var request = ResourceName.Parse(Nothing, "create", "widgets.example.org/status", "a", "shop");

        request.Should().Be(new AccessRequest { Verb = "create", Group = "example.org", Resource = "widgets", Subresource = "status", Name = "a", Namespace = "shop" });
    }
}
