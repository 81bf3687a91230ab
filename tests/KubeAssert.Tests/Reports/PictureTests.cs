using System.Diagnostics;
using KubeAssert.Reports;

namespace KubeAssert.Tests.Reports;

public sealed class PictureTests
{
    private const string Pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, labels: {app: web}}
        spec:
          containers:
            - name: web
              image: web
              volumeMounts: [{name: data, mountPath: /data}]
          volumes: [{name: data, emptyDir: {}}]
        """;

    [Fact]
    public void A_mount_of_the_pods_own_volume_is_no_line() => Picture.Of(Manifests.Parse(Pod), []).Edges.Should().BeEmpty();

    [Fact]
    public void Objects_without_references_are_counted_not_drawn()
    {
        var picture = Picture.Of(Manifests.Parse(Pod), []);

        picture.Nodes.Should().BeEmpty();
        picture.Unconnected.Should().Be(1);
    }

    [Fact]
    public void A_stateful_set_and_its_service_are_joined_by_one_line_from_the_service()
    {
        var picture = Picture.Of(
            Manifests.Parse("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db}
                spec:
                  serviceName: db
                  selector: {matchLabels: {app: db}}
                  template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: db}]}}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: db}
                spec: {clusterIP: None, selector: {app: db}}
                """),
            []);

        var edge = picture.Edges.Should().ContainSingle().Which;
        picture.Nodes[edge.From].Kind.Should().Be("Service");
        edge.IsMutual.Should().BeTrue();
        edge.Kinds.Should().Equal("service-pods", "stateful-set-service");
    }

    [Fact]
    public void Each_layer_stands_right_of_those_that_name_it()
    {
        var layers = Layers.Of([0, 1, 2, 3], [(0, 1), (1, 2), (0, 2), (3, 2)]);

        layers.Select(l => string.Join(' ', l)).Should().Equal("0", "1 3", "2");
    }

    [Fact]
    public void A_circle_is_laid_out_all_the_same() =>
        Layers.Of([0, 1, 2], [(0, 1), (1, 2), (2, 0)]).SelectMany(l => l).Should().BeEquivalentTo([0, 1, 2]);

    [Fact]
    public void Lines_are_untangled()
    {
        var layers = new List<List<int>> { new() { 0, 1 }, new() { 2, 3 } };

        Layers.Order(layers, [(0, 3), (1, 2)]);

        (layers[0].IndexOf(0) == layers[1].IndexOf(3)).Should().BeTrue();
    }

    [Fact]
    public void No_boxes_overlap_in_a_random_thicket_and_it_takes_no_time()
    {
        var random = new Random(7);
        var nodes = Enumerable.Range(0, 3000).Select(i => new PictureNode($"Kind{i % 9}", $"n{i}", $"ns{i % 4}", (ReferenceState)(i % 4))).ToList();
        var edges = Enumerable.Range(0, 9000).Select(_ => new PictureEdge(random.Next(3000), random.Next(3000), ["x"], ReferenceState.Resolved)).Where(e => e.From != e.To).DistinctBy(e => (e.From, e.To)).ToList();
        var watch = Stopwatch.StartNew();

        var picture = new Picture(nodes, edges, 0).Limited();
        var layout = Layout.Of(picture);

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
        picture.Nodes.Should().HaveCountLessThanOrEqualTo(144);
        var boxes = Enumerable.Range(0, picture.Nodes.Count).Select(layout.BoxOf).ToList();
        boxes.SelectMany((a, i) => boxes.Skip(i + 1).Where(b => Math.Abs(a.X - b.X) < Layout.BoxWidth && Math.Abs(a.Y - b.Y) < Layout.BoxHeight)).Should().BeEmpty();
    }

    [Fact]
    public void What_is_left_out_is_counted()
    {
        var nodes = Enumerable.Range(0, 500).Select(i => new PictureNode($"Kind{i}", $"n{i}", "", i == 499 ? ReferenceState.Missing : ReferenceState.Resolved)).ToList();

        var picture = new Picture(nodes, [new PictureEdge(498, 499, ["x"], ReferenceState.Missing)], 0).Limited();

        picture.Hidden.Should().Be(380);
        picture.Nodes.Should().HaveCount(120).And.Contain(n => n.State == ReferenceState.Missing);
        picture.Edges.Should().ContainSingle();
    }

    [Fact]
    public void A_manifest_from_no_file_is_shown_as_it_would_be_written_and_a_secret_not_at_all()
    {
        var report = Report.Of(
            Manifests.Parse("{apiVersion: v1, kind: ConfigMap, metadata: {name: web}, data: {level: info}}\n---\n{apiVersion: v1, kind: Secret, metadata: {name: db}, stringData: {password: hunter2}}"),
            Policy.Of("p", Rule.For<Manifest>("r").Must(_ => false, _ => "is there")));

        report.ToHtml().Should().Contain("  level: info").And.NotContain("hunter2");
    }
}
