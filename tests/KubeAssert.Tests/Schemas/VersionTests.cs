using KubeAssert.OpenApi;

namespace KubeAssert.Tests.Schemas;

public sealed class VersionTests
{
    [Fact]
    public void Every_version_in_the_package_has_its_schemas()
    {
        for (var version = KubernetesVersion.Oldest; ; version = KubernetesVersion.Parse($"1.{version.Minor + 1}"))
        {
            var schemas = VersionSchemas.Of(version);
            schemas.Find("apps", "v1", "Deployment").Should().NotBeNull();
            schemas.Kinds.Should().HaveCountGreaterThan(60);
            if (version == KubernetesVersion.Newest)
                break;
        }
    }

    [Fact]
    public void A_version_that_is_gone_is_reported_with_when_it_went_and_what_to_use()
    {
        Served.Lines("apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: web}\n", KubernetesVersion.V1_34).Should().Equal(
            "web.yaml:1:13 schema/unserved-version apiVersion: extensions/v1beta1 Ingress is not served since Kubernetes 1.22 -> use networking.k8s.io/v1 Ingress");
    }

    [Fact]
    public void A_version_that_is_still_to_come_is_reported_with_when_it_comes()
    {
        Served.Lines("apiVersion: networking.k8s.io/v1\nkind: ServiceCIDR\nmetadata: {name: web}\n", KubernetesVersion.V1_30).Should().Equal(
            "web.yaml:1:13 schema/unserved-version apiVersion: networking.k8s.io/v1 ServiceCIDR is not yet served by Kubernetes 1.30; 1.33 is the first -> write apiVersion: networking.k8s.io/v1alpha1");
    }

    [Fact]
    public void A_deprecated_version_is_warned_of_in_the_words_of_the_server()
    {
        var findings = Served.Findings("apiVersion: v1\nkind: Endpoints\nmetadata: {name: web}\n", KubernetesVersion.V1_34);

        var finding = findings.Should().ContainSingle().Subject;
        finding.Severity.Should().Be(Severity.Warning);
        Served.Line(finding).Should().Be(
            "web.yaml:1:13 schema/deprecated-version apiVersion: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice -> use discovery.k8s.io/v1 EndpointSlice");
    }

    [Fact]
    public void A_volume_without_a_driver_any_more_is_warned_of()
    {
        Served.Lines("""
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
              containers: [{name: web, image: nginx}]
              volumes:
              - name: data
                glusterfs: {endpoints: gluster, path: data}
            """).Should().Equal(
            "web.yaml:8:16 schema/deprecated-field spec.volumes[0].glusterfs: deprecated in v1.25, non-functional in v1.26+ -> use another volume, such as csi");
    }

    [Fact]
    public void An_upgrade_says_what_each_version_breaks_and_deprecates()
    {
        var manifests = Manifests.Parse("""
            apiVersion: policy/v1beta1
            kind: PodDisruptionBudget
            metadata: {name: web}
            spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
            ---
            apiVersion: autoscaling/v2beta2
            kind: HorizontalPodAutoscaler
            metadata: {name: web}
            spec: {maxReplicas: 3, scaleTargetRef: {kind: Deployment, name: web}}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: web}
            """, "web.yaml");

        var report = manifests.UpgradeReport(KubernetesVersion.V1_24, KubernetesVersion.V1_27);

        report.BreaksAnything.Should().BeTrue();
        report.Steps.Select(s => (s.Version, s.Findings.Count)).Should().Equal((KubernetesVersion.V1_25, 1), (KubernetesVersion.V1_26, 1), (KubernetesVersion.V1_27, 0));
        report.ToString().Should().Be("""
            Kubernetes 1.25:
              web.yaml:1:13  PodDisruptionBudget/web  apiVersion: policy/v1beta1 PodDisruptionBudget is not served since Kubernetes 1.25 [schema/unserved-version]; use policy/v1 PodDisruptionBudget
            Kubernetes 1.26:
              web.yaml:6:13  HorizontalPodAutoscaler/web  apiVersion: autoscaling/v2beta2 HorizontalPodAutoscaler is not served since Kubernetes 1.26 [schema/unserved-version]; use autoscaling/v2 HorizontalPodAutoscaler
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void An_upgrade_leads_to_a_newer_version()
    {
        var manifests = Manifests.Parse("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n");

        var act = () => manifests.UpgradeReport(KubernetesVersion.V1_30, KubernetesVersion.V1_30);

        act.Should().Throw<ArgumentException>().WithMessage("An upgrade leads to a newer version; 1.30 to 1.30 does not. (Parameter 'to')");
    }
}
