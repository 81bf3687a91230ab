using System.Reflection;

namespace KubeAssert.Xunit.Tests;

public sealed class TheoryDataTests
{
    private static readonly ManifestSet Twins = Manifests.Parse(
        """
        {apiVersion: v1, kind: Service, metadata: {name: web, namespace: staging}, spec: {ports: [{port: 80}, {port: 443}]}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: web, namespace: prod}, spec: {ports: [{port: 80}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: web, image: web:1.4}]}}
        """,
        "shop.yaml");

    private static readonly Policy Excusing = Policy.Of("excusing", Rule.For<Service>("named").Must(_ => true, _ => "is not")).Except("named").For("Service/gone").Because("it was there once");

    private static readonly string Word = "word";

    private static ManifestSet Broken => throw new InvalidOperationException("no such chart");

    private static readonly ManifestMatrix Stages = Manifests.Matrix(each => Twins.WithDefaultNamespace(each["stage"]), ("stage", ["staging", "prod"]));

    private static readonly ManifestMatrix Unrendered = Manifests.Matrix(_ => throw new InvalidOperationException("rendered too early"), ("stage", ["staging", "prod"]));

    public static IEnumerable<object[]> Sentences() =>
    [
        [nameof(OfContainers), "Nowhere", "'Nowhere' is neither a static field, property or method of TheoryDataTests nor a path: "],
        [nameof(OfContainers), nameof(Broken), "TheoryDataTests.Broken can't be had: no such chart"],
        [nameof(OfContainers), nameof(Word), "Word holds a String, but the theory's parameter is a Container; make it a ManifestSet, or a list of Container."],
        [nameof(OfIngresses), nameof(Twins), "No test case: there are no ingresses among the 3 manifests (Twins). A theory without cases would check nothing; correct the source, or remove the test."],
        [nameof(OfNothing), nameof(Twins), "OfNothing has to take one parameter: a Manifest, Workload, Container, ContainerImage, Service or any other view."],
    ];

    [Fact]
    public void Namesakes_are_told_apart_by_namespace() =>
        Names(nameof(OfManifests)).Should().Equal("Service/web in staging (shop.yaml)", "Service/web in prod (shop.yaml)", "Pod/web (shop.yaml)");

    [Fact]
    public void An_image_says_whose_it_is() => Names(nameof(OfImages)).Should().Equal("web:1.4 of Pod/web container web (shop.yaml)");

    [Fact]
    public void A_combination_of_a_matrix_is_a_case_and_rendered_by_its_test() =>
        Names(nameof(OfSets), nameof(Unrendered)).Should().Equal("stage: staging", "stage: prod");

    [Fact]
    public void A_thing_in_a_matrix_is_a_case_in_each_combination() =>
        Names(nameof(OfContainers), nameof(Stages)).Should().Equal("stage: staging, Pod/web container web (shop.yaml)", "stage: prod, Pod/web container web (shop.yaml)");

    [Fact]
    public void A_case_of_a_matrix_converts_to_the_set_of_its_combination()
    {
        var second = new ManifestDataAttribute(nameof(Stages)).GetData(Method(nameof(OfSets))).Last()[0];

        ((IConvertible)second).ToType(typeof(ManifestSet), null).Should().BeSameAs(Stages["stage: prod"]);
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void What_is_wrong_with_the_source_is_said(string test, string source, string sentence)
    {
        var data = () => new ManifestDataAttribute(source).GetData(Method(test)).ToList();

        data.Should().Throw<TheoryDataException>().Which.Message.Should().StartWith(sentence);
    }

    [Fact]
    public void A_finding_about_the_policy_itself_has_a_case_of_its_own() =>
        new PolicyDataAttribute(nameof(Excusing), nameof(Twins)).GetData(Method(nameof(OfChecks))).Select(row => row[0].ToString())
            .Should().Equal("named: Service/web in staging (shop.yaml)", "named: Service/web in prod (shop.yaml)", "policy/stale-exemption: all manifests");

    [Fact]
    public void A_policy_that_is_not_there_is_named_with_those_that_are()
    {
        var data = () => new PolicyDataAttribute("Esential", nameof(Twins)).GetData(Method(nameof(OfChecks))).ToList();

        data.Should().Throw<TheoryDataException>().WithMessage(
            "'Esential' is neither a static field, property or method of TheoryDataTests nor one of the ready policies *Essential*.");
    }

    private static void OfManifests(Manifest manifest) => _ = manifest;

    private static void OfContainers(Container container) => _ = container;

    private static void OfImages(ContainerImage image) => _ = image;

    private static void OfIngresses(Ingress ingress) => _ = ingress;

    private static void OfNothing()
    {
    }

    private static void OfChecks(PolicyCheck check) => check.Verify();

    private static void OfSets(ManifestSet manifests) => _ = manifests;

    private static IEnumerable<string?> Names(string test, string source = nameof(Twins)) => new ManifestDataAttribute(source).GetData(Method(test)).Select(row => row[0].ToString());

    private static MethodInfo Method(string name) => typeof(TheoryDataTests).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;
}
