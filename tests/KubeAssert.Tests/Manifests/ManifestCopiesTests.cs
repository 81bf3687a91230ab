namespace KubeAssert.Tests.Loading;

public sealed class ManifestCopiesTests
{
    private static readonly Manifest Web = Manifests.Parse("""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
              - name: web
                image: nginx:1
              - name: side
                image: side:2
        """, "web.yaml")[0];

    [Fact]
    public void A_copy_differs_in_one_place_and_keeps_all_others()
    {
        var copy = Web.With("spec.template.spec.containers[name=side].image", "side:3");

        copy.Select("..image").Select(n => n.Text).Should().Equal("nginx:1", "side:3");
        copy.Select("..image").Select(n => n.Location.ToString()).Should().Equal("web.yaml:10:16", "web.yaml:12:16");
        Web.Select("..image").Select(n => n.Text).Should().Equal("nginx:1", "side:2");
    }

    [Fact]
    public void Maps_on_the_way_are_made()
    {
        var copy = Web.With("metadata.labels[app.kubernetes.io/name]", "yes").With("spec.replicas", 3).With("spec.paused", true).WithYaml("spec.template.spec.containers[2]", "{name: new}");

        copy.Labels["app.kubernetes.io/name"].Should().Be("yes");
        copy["metadata"]["labels"]["app.kubernetes.io/name"].Kind.Should().Be(NodeKind.String);
        copy["spec"]["replicas"].AsInteger().Should().Be(3);
        copy["spec"]["paused"].AsBoolean().Should().Be(true);
        copy.Select("..containers[*].name").Select(n => n.Text).Should().Equal("web", "side", "new");
    }

    [Fact]
    public void What_is_taken_out_is_missing()
    {
        Web.Without("spec.template.spec.containers[0]").Select("..name").Select(n => n.Text).Should().Equal("web", "side");
        Web.Without("spec").ToJson().Should().Be("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"}}""");
        Web.Without("spec.nothing.there").ToJson().Should().Be(Web.ToJson());
    }

    [Fact]
    public void A_path_to_nowhere_says_so()
    {
        Web.Invoking(w => w.With("spec.template.spec.containers[7].image", "x")).Should().Throw<ArgumentException>()
            .WithMessage("The path 'spec.template.spec.containers[7].image' has no item [7]: the list holds 2.*");
        Web.Invoking(w => w.With("kind.x", "y")).Should().Throw<ArgumentException>().WithMessage("The path 'kind.x' can't go on at 'x': kind is no map or list.*");
        Web.Invoking(w => w.With("spec[*]", "y")).Should().Throw<FormatException>().WithMessage("The path 'spec[*]' names more than one place; a change needs exactly one.");
    }

    [Fact]
    public void Yaml_has_quotes_where_Kubernetes_would_read_something_else()
    {
        var manifest = Manifests.Parse("""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: a, labels: {}}
            data: {yes: 'no', number: '010', date: "2026-01-01", port: ':80', text: "one\ntwo\n", quote: "it's", list: [[], [1, 2.5, ~, true]], empty: ''}
            """)[0];

        manifest.ToYaml().Should().Be("""
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: a
              labels: {}
            data:
              'true': 'no'
              number: '010'
              date: '2026-01-01'
              port: ':80'
              text: |
                one
                two
              quote: it's
              list:
              - []
              - - 1
                - 2.5
                - null
                - true
              empty: ''

            """.ReplaceLineEndings("\n"));
        Manifests.Parse(manifest.ToYaml())[0].ToJson().Should().Be(manifest.ToJson());
    }
}
