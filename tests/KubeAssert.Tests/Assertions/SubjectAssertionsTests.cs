using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Assertions;

/// <summary>The whole text of each failure; the page of assertions shows it.</summary>
public sealed class SubjectAssertionsTests
{
    private static readonly ManifestSet Shop = Samples.Shop;

    [Fact]
    public void A_label_that_is_not_there()
    {
        var act = () => Shop.Deployment("web").Should().HaveLabel("tier");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to have label tier, but it does not:

              shop.yaml:5:11  Deployment/web  metadata.labels.tier
                has app, odd
                fix: add the label tier
            """);
    }

    [Fact]
    public void A_label_that_is_near()
    {
        var act = () => Shop.Deployment("web").Should().HaveLabel("ap", because: "{0} chooses by it", "the dashboard");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to have label ap because the dashboard chooses by it, but it does not:

              shop.yaml:5:11  Deployment/web  metadata.labels.ap
                has app, odd
                nearest: app (shop.yaml:5:12)
                fix: add the label ap, or expect app
            """);
    }

    [Fact]
    public void A_label_that_must_not_be_there()
    {
        var act = () => Shop.Deployment("web").Should().NotHaveLabel("app");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to not have label app, but it does:

              shop.yaml:5:17  Deployment/web  metadata.labels.app
                has app=web
                fix: remove the label
            """);
    }

    [Fact]
    public void A_label_with_another_value()
    {
        var act = () => Shop.Deployment("web").Should().HaveLabelValue("app", "shop");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to have label app=shop, but it does not:

              shop.yaml:5:17  Deployment/web  metadata.labels.app
                is web
                fix: set shop
            """);
    }

    [Fact]
    public void A_label_with_that_value()
    {
        var act = () => Shop.Deployment("web").Should().NotHaveLabelValue("app", "web");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to not have label app=web, but it does:

              shop.yaml:5:17  Deployment/web  metadata.labels.app
                is web
                fix: set another value, or remove the label
            """);
    }

    [Fact]
    public void A_label_with_braces()
    {
        var act = () => Shop.Deployment("web").Should().HaveLabelValue("odd", "{1}");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to have label odd={1}, but it does not:

              shop.yaml:5:27  Deployment/web  metadata.labels.odd
                is {0} {braces}
                fix: set {1}
            """);
    }

    [Fact]
    public void An_annotation_that_is_not_there()
    {
        var act = () => Shop.Deployment("web").Should().HaveAnnotation("contact");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to have annotation contact, but it does not:

              shop.yaml:6:16  Deployment/web  metadata.annotations.contact
                has team
                fix: add the annotation contact
            """);
    }

    [Fact]
    public void An_annotation_that_must_not_be_there()
    {
        var act = () => Shop.Deployment("web").Should().NotHaveAnnotation("team");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to not have annotation team, but it does:

              shop.yaml:6:23  Deployment/web  metadata.annotations.team
                is orders
                fix: remove the annotation
            """);
    }

    [Fact]
    public void An_annotation_with_another_value()
    {
        var act = () => Shop.Deployment("web").Should().HaveAnnotationValue("team", "payments");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to have annotation team=payments, but it does not:

              shop.yaml:6:23  Deployment/web  metadata.annotations.team
                is orders
                fix: set payments
            """);
    }

    [Fact]
    public void Another_namespace()
    {
        var act = () => Shop.Deployment("web").Should().BeInNamespace("prod");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to be in namespace prod, but it is not:

              shop.yaml:4:3  Deployment/web  metadata.namespace
                names none, so it is in the set's default namespace default
                fix: set metadata.namespace to prod
            """);
    }

    [Fact]
    public void A_field_that_is_not_written()
    {
        var act = () => Shop.Deployment("web").Should().HaveNode("spec.strategy");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to have spec.strategy, but it does not:

              shop.yaml:8:3  Deployment/web  spec.strategy
                has replicas, selector, template
                fix: set strategy
            """);
    }

    [Fact]
    public void A_field_that_must_not_be_written()
    {
        var act = () => Shop.Deployment("web").Should().NotHaveNode("spec.replicas");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to not have spec.replicas, but it does:

              shop.yaml:8:13  Deployment/web  spec.replicas
                is 1
                fix: remove it
            """);
    }

    [Fact]
    public void A_field_with_another_value()
    {
        var act = () => Shop.Deployment("web").Should().HaveValue("spec.replicas", 3);

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to have spec.replicas = 3, but it does not:

              shop.yaml:8:13  Deployment/web  spec.replicas
                is 1
                fix: set 3
            """);
    }

    [Fact]
    public void A_field_that_is_misspelt_in_the_test()
    {
        var act = () => Shop.Deployment("web").Should().HaveValue("spec.replica", 1);

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to have spec.replica = 1, but it does not:

              shop.yaml:8:3  Deployment/web  spec.replica
                has replicas, selector, template
                nearest: replicas (shop.yaml:8:3)
                fix: set replica, or expect replicas
            """);
    }

    [Fact]
    public void A_string_where_a_number_belongs()
    {
        var act = () => Shop.Manifest("ConfigMap", "settings").Should().HaveValue("data.version", 1.1);

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Manifest("ConfigMap", "settings") to have data.version = 1.1, but it does not:

              shop.yaml:64:12  ConfigMap/settings  data.version
                is "1.10"
                fix: set 1.1
            """);
    }

    [Fact]
    public void Two_versions_that_would_be_one_amount()
    {
        var act = () => Shop.Manifest("ConfigMap", "settings").Should().HaveValue("data.version", "1.1");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Manifest("ConfigMap", "settings") to have data.version = "1.1", but it does not:

              shop.yaml:64:12  ConfigMap/settings  data.version
                is "1.10"
                fix: set "1.1"
            """);
    }

    [Fact]
    public void Text_of_several_lines()
    {
        var act = () => Shop.Manifest("ConfigMap", "settings").Should().HaveValue("data.motd", "");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Manifest("ConfigMap", "settings") to have data.motd = "", but it does not:

              shop.yaml:65:9  ConfigMap/settings  data.motd
                is "hello\nworld\n"
                fix: set ""
            """);
    }

    [Fact]
    public void A_field_with_that_value()
    {
        var act = () => Shop.Deployment("web").Should().NotHaveValue("spec.template.spec.containers[name=web].image", "nginx:latest");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to not have spec.template.spec.containers[name=web].image = nginx:latest, but it does:

              shop.yaml:17:18  Deployment/web  spec.template.spec.containers[0].image
                is nginx:latest
                fix: set another value
            """);
    }

    [Fact]
    public void A_value_of_a_Secret()
    {
        var act = () => Shop.Manifest("Secret", "db").Should().HaveValue("stringData.password", "x");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Manifest("Secret", "db") to have stringData.password = x, but it does not:

              shop.yaml:76:13  Secret/db  stringData.password
                is <redacted, 7 bytes>
                fix: set x
            """);
    }

    [Fact]
    public void A_copy_of_a_Secret_that_kubectl_keeps()
    {
        var act = () => Shop.Manifest("Secret", "db").Should().NotHaveAnnotation("kubectl.kubernetes.io/last-applied-configuration");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Manifest("Secret", "db") to not have annotation kubectl.kubernetes.io/last-applied-configuration, but it does:

              shop.yaml:74:55  Secret/db  metadata.annotations[kubectl.kubernetes.io/last-applied-configuration]
                is <redacted, 37 bytes>
                fix: remove the annotation
            """);
    }

    [Fact]
    public void Yaml_that_does_not_match()
    {
        var act = () => Shop.Deployment("web").Should().MatchYaml("spec: {replicas: 3, template: {spec: {containers: [{name: web, image: nginx:1.27}, {name: api}]}}}");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to match the given YAML, but it does not:

              shop.yaml:8:13  Deployment/web  spec.replicas
                is 1
                fix: set 3

              shop.yaml:16:9  Deployment/web  spec.template.spec.containers
                has no item named api; it has web, log
                fix: add {"name":"api"}

              shop.yaml:17:18  Deployment/web  spec.template.spec.containers[0].image
                is nginx:latest
                fix: set "nginx:1.27"
            """);
    }

    [Fact]
    public void An_object_that_a_rule_reports()
    {
        var act = () => Shop.Service("web").Should().Satisfy(Rules.ServiceSelectsPods);

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Service("web") to satisfy the rule service-selects-pods, but it does not:

              shop.yaml:50:13  Service/web  spec.selector
                selects app=wep; no pod template among the 6 manifests carries that label
                nearest: Deployment/web carries app=web (shop.yaml:13:21)
                fix: select app=web
                see: docs/rules/service-selects-pods.md
                rule: service-selects-pods
            """);
    }
}
