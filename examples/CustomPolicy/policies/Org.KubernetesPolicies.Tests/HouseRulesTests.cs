using KubeAssert;

namespace Org.KubernetesPolicies.Tests;

/// <summary>Rules decide about the work of others, so they are tested: that they are silent where all is well, and speak up where it is not.</summary>
public sealed class HouseRulesTests
{
    private static readonly ManifestSet Good = Manifests.Parse(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          labels: {example.com/team: team-web}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
                - name: web
                  image: registry.example.com/web:1
                  env:
                    - name: PASSWORD
                      valueFrom: {secretKeyRef: {name: database, key: password}}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: database}
        stringData: {password: from-the-vault}
        """,
        "good.yaml");

    [Fact]
    public void All_is_well() => Good.Should().Satisfy(HousePolicy.Default);

    [Fact]
    public void Every_image_comes_from_our_registry() => HouseRules.ImagesFromOurRegistry.Should().NotReport(Good)
        .ButReportWith("Deployment/web", web => web.With("spec.template.spec.containers[0].image", "nginx:1.27"))
        .Which.Should().ContainSingle().Which.Message.Should().Be("uses nginx:1.27");

    [Fact]
    public void Every_secret_is_declared() => HouseRules.SecretsAreDeclared.Should().NotReport(Good)
        .ButReportWithout("Secret/database")
        .Which.Should().ContainSingle().Which.Path.Should().Be("spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.name");

    [Fact]
    public void Replicas_can_be_asked_for() =>
        HouseRules.EnoughReplicas.With(new HouseReplicas { AtLeast = 3 }).Should().Report(Good).Which[0].Fix.Should().Be("set replicas: 3");

    [Theory]
    [InlineData(null, "the Deployment does not say whose it is: add the label example.com/team")]
    [InlineData("web", "web is no team: the names of teams begin with team-")]
    public void The_clusters_own_policy_is_one_of_the_rules(string? team, string message)
    {
        var changed = Good.With("Deployment/web", web => team is null ? web.Without("metadata.labels") : web.With("metadata.labels[example.com/team]", team));

        HousePolicy.Default.Evaluate(changed).Findings.Should().ContainSingle().Which.Message.Should().Be(message);
    }
}
