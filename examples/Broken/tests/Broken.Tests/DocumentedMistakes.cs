using KubeAssert;
using Xunit.Sdk;

namespace Broken.Tests;

/// <summary>
/// Six mistakes that Kubernetes accepts or refuses without much help, and what a test says about each. Every test passes because the failure
/// has the text that is expected of it: read the texts.
/// </summary>
public sealed class DocumentedMistakes
{
    [Fact]
    public void An_unknown_field_is_reported_with_the_field_that_is_meant()
    {
        var cart = Manifests.Load("deploy/unknown-field.yaml");

        Failure(() => cart.Should().BeValid(KubernetesVersion.V1_34)).Should().Be(
            """
            Expected cart to be valid on Kubernetes 1.34, but 1 of 1 is not:

              deploy/unknown-field.yaml:18:15  Deployment/cart  spec.template.spec.containers[0].ports[0].containerport
                unknown field "spec.template.spec.containers[0].ports[0].containerport" in io.k8s.api.core.v1.ContainerPort
                nearest: containerPort
                fix: did you mean containerPort? rename it
                see: https://v1-34.docs.kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/#containerport-v1-core
                rule: schema/unknown-field
            """);
    }

    [Fact]
    public void An_image_without_a_tag_is_not_pinned_whatever_port_its_registry_has()
    {
        var search = Manifests.Load("deploy/image-tag.yaml");

        Failure(() => search.Containers().Should().HavePinnedImages(because: "a roll-back must bring the old program back")).Should().Be(
            """
            Expected search.Containers() to have pinned images because a roll-back must bring the old program back, but 2 of 2 do not:

              deploy/image-tag.yaml:16:18  Deployment/search  spec.template.spec.containers[0].image
                uses registry.example.com:5000/shop/search without a tag, which means latest
                fix: name the tag of a release
                rule: image-is-pinned

              deploy/image-tag.yaml:18:18  Deployment/search  spec.template.spec.containers[1].image
                'registry.example.com:5000/shop/proxy: 1.2' is no image reference: ' 1.2' is no tag
                fix: write registry/repository:tag
                rule: image-is-pinned
            """);
    }

    [Fact]
    public void A_selector_that_matches_nothing_is_reported_with_the_pods_that_come_nearest()
    {
        var flask = Manifests.Load("deploy/selector.yaml");

        Failure(() => flask.Services().Should().SelectPods(because: "traffic would go nowhere")).Should().Be(
            """
            Expected flask.Services() to select pods because traffic would go nowhere, but 1 of 1 does not:

              deploy/selector.yaml:27:5  Service/flask-service  spec.selector
                selects app=flaskapp; no pod template among the 2 manifests carries that label
                nearest: Deployment/flask carries app=flask (deploy/selector.yaml:12:14)
                fix: select app=flask
                rule: service-selects-pods
            """);
    }

    [Fact]
    public void A_config_map_that_does_not_exist_is_reported_with_the_one_that_is_meant()
    {
        var migrate = Manifests.Load("deploy/config-map.yaml");

        Failure(() => migrate.Should().ResolveReferences()).Should().Be(
            """
            Expected migrate to resolve references, but 1 of 2 does not:

              deploy/config-map.yaml:21:23  Job/migrate  spec.template.spec.containers[0].envFrom[0].configMapRef.name
                names ConfigMap/flaskConfig, which is not among the 2 manifests
                nearest: ConfigMap/flask-config (deploy/config-map.yaml:1:1)
                fix: name flask-config
                rule: references/config-map
            """);
    }

    [Fact]
    public void A_key_that_a_secret_does_not_have_is_reported_with_those_that_it_has()
    {
        var mailer = Manifests.Load("deploy/missing-key.yaml");

        Failure(() => mailer.Should().ResolveReferences()).Should().Be(
            """
            Expected mailer to resolve references, but 1 of 2 does not:

              deploy/missing-key.yaml:29:24  Deployment/mailer  spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.key
                names key smtpPassword of Secret/mail, which has smtp-password
                nearest: key smtp-password of Secret/mail (deploy/missing-key.yaml:6:18)
                fix: use smtp-password
                rule: references/secret-key
            """);
    }

    [Fact]
    public void A_target_port_that_no_container_has_is_reported_with_those_that_it_has()
    {
        var prices = Manifests.Load("deploy/target-port.yaml");

        Failure(() => prices.Should().ResolveReferences()).Should().Be(
            """
            Expected prices to resolve references, but 1 of 2 does not:

              deploy/target-port.yaml:30:19  Service/prices  spec.ports[0].targetPort
                sends to port web of Deployment/prices, which has http
                nearest: port http of Deployment/prices (deploy/target-port.yaml:18:15)
                fix: use http
                rule: references/service-port
            """);
    }

    private static string Failure(Action assertion) => assertion.Should().Throw<XunitException>().Which.Message;
}
