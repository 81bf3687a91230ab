using KubeAssert.Comparing;
using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Comparison;

public sealed class SnapshotTests : IDisposable
{
    private const string Shop = """
        kind: Service
        apiVersion: v1
        metadata: {name: web}
        spec:
          selector: {app: web}
          ports: [{port: 80}]
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: db}
        stringData: {password: geheim}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        data: {mode: test, colour: red}
        """;

    private static readonly SnapshotMode Compare = new(IsUpdateAsked: false, IsCi: false);
    private static readonly SnapshotMode Update = new(IsUpdateAsked: true, IsCi: false);
    private static readonly SnapshotMode UpdateInCi = new(IsUpdateAsked: true, IsCi: true);

    private readonly TemporaryFolder _folder = new();

    private string Source => Path.Combine(_folder.Path, "ShopTests.cs");

    private SnapshotPlace Place => SnapshotPlace.Of(Source, "Everything", null);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_snapshot_is_written_when_asked_for_in_one_order_and_with_hashes_for_Secrets()
    {
        Manifests.Parse(Shop).Should().MatchSnapshot(Place, Update);

        Place.Path.Should().Be(Path.Combine(_folder.Path, "__snapshots__", "ShopTests.Everything.yaml"));
        File.ReadAllText(Place.Path).Should().Be(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: settings
            data:
              colour: red
              mode: test
            ---
            apiVersion: v1
            kind: Secret
            metadata:
              name: db
            data:
              password: sha256:484E4F93BC0FF085
            ---
            apiVersion: v1
            kind: Service
            metadata:
              name: web
            spec:
              ports:
              - port: 80
              selector:
                app: web

            """);
        Manifests.Parse(Shop).Should().MatchSnapshot(Place, Compare);
        Manifests.Parse(Shop.Replace("stringData: {password: geheim}", "data: {password: Z2VoZWlt}", StringComparison.Ordinal)
            .Replace("port: 80", "port: 80, protocol: TCP", StringComparison.Ordinal)).Should().MatchSnapshot(Place, Compare);
    }

    [Fact]
    public void What_changed_since_the_snapshot_is_shown_and_Secrets_are_not()
    {
        Manifests.Parse(Shop).Should().MatchSnapshot(Place, Update);
        var shop = Manifests.Parse(Shop.Replace("geheim", "offenbar", StringComparison.Ordinal).Replace("port: 80", "port: 81", StringComparison.Ordinal), "shop.yaml");

        var act = () => shop.Should().MatchSnapshot(Place, Compare);

        act.Should().Throw<Exception>().Which.Message.Should().Be(
            """
            Expected shop to match the snapshot __snapshots__/ShopTests.Everything.yaml, but there are 3 differences:

              Service/web  spec.ports[port=81]
                now       shop.yaml:6:11                  {"port":81}
                snapshot  ShopTests.Everything.yaml:22:3  not written

              Service/web  spec.ports[port=80]
                now       shop.yaml:6:10                  not written
                snapshot  ShopTests.Everything.yaml:22:5  {"port":80}

              Secret/db  data.password
                now       shop.yaml:11:24                  <redacted>
                snapshot  ShopTests.Everything.yaml:14:13  <redacted>

              If that is meant: run the test with KUBEASSERT_UPDATE_SNAPSHOTS=1, and commit the snapshot.
            """);
    }

    [Fact]
    public void A_snapshot_that_is_missing_is_not_made_unasked()
    {
        var shop = Manifests.Parse(Shop);

        var act = () => shop.Should().MatchSnapshot(Place, Compare);

        act.Should().Throw<Exception>().WithMessage(
            "Expected shop to match the snapshot __snapshots__/ShopTests.Everything.yaml, but there is none. Run the test once with KUBEASSERT_UPDATE_SNAPSHOTS=1 to write it, read it, and commit it.");
        Directory.Exists(Place.Folder).Should().BeFalse();
    }

    [Fact]
    public void Where_CI_is_set_nothing_is_written()
    {
        var shop = Manifests.Parse(Shop);

        var act = () => shop.Should().MatchSnapshot(Place, UpdateInCi);

        act.Should().Throw<Exception>().WithMessage(
            "Expected shop to match the snapshot __snapshots__/ShopTests.Everything.yaml, but there is none. Run the test once with KUBEASSERT_UPDATE_SNAPSHOTS=1 to write it, read it, and commit it."
            + " In CI no snapshot is written: write it elsewhere.");
        Directory.Exists(Place.Folder).Should().BeFalse();
    }

    [Fact]
    public void Snapshots_that_no_test_asks_for_are_stale()
    {
        File.WriteAllText(Source, """
            public class ShopTests
            {
                public void Everything()
                {
                    Shop.Should().MatchSnapshot();
                    Shop.Should().MatchNamedSnapshot("prod", "it was reviewed");
                }

                public void Renamed() => Shop.Should().BeValid();
            }
            """);
        foreach (var (file, test, name) in new[]
            {
                (Source, "Everything", null), (Source, "Everything", "prod"), (Source, "Everything", "eu west"), (Source, "Renamed", null), (Source, "Gone", "prod"),
                (Path.Combine(_folder.Path, "OldTests.cs"), "Old", null),
            })
            Manifests.Parse(Shop).Should().MatchSnapshot(SnapshotPlace.Of(file, test, name), Update);
        var snapshots = Snapshots.Beside(Source);

        var act = () => snapshots.Should().HaveNoStale();

        act.Should().Throw<Exception>().Which.Message.Should().Be(
            """
            Expected snapshots to have no stale files, but 4 of 6 are stale:

              OldTests.Old.yaml
                there is no OldTests.cs beside the folder
                fix: delete it, or give the test what it had
              ShopTests.Everything.eu-west.yaml
                Everything in ShopTests.cs asks for no snapshot called eu-west
                fix: delete it, or give the test what it had
              ShopTests.Gone.prod.yaml
                ShopTests.cs has no test Gone
                fix: delete it, or give the test what it had
              ShopTests.Renamed.yaml
                Renamed in ShopTests.cs calls neither MatchSnapshot nor MatchNamedSnapshot
                fix: delete it, or give the test what it had
            """);
    }

    [Theory]
    [InlineData("void T() => S.Should().MatchSnapshot();", null, true)]
    [InlineData("void T() => S.Should().MatchSnapshot();", "prod", false)]
    [InlineData("void T() { S.Should().MatchNamedSnapshot(\"eu west\"); }", "eu-west", true)]
    [InlineData("void T() { S.Should().MatchNamedSnapshot(\"eu west\"); }", null, false)]
    [InlineData("void T() { // S.Should().MatchSnapshot();\n }", null, false)]
    [InlineData("void T() { var text = \"MatchSnapshot()\"; }", null, false)]
    [InlineData("void Other() => S.Should().MatchSnapshot(); void T() => Other();", null, false)]
    [InlineData("async Task T<A>(A a) where A : class { await Go(); S.Should().BeValid().And.MatchSnapshot(); }", null, true)]
    [InlineData("void T() => S.Should().MatchNamedSnapshot($\"{stage}-{Of(\"x\")} eu\");", "prod-1-eu", true)]
    [InlineData("void T() => S.Should().MatchNamedSnapshot($\"{stage} eu\");", "prod-us", false)]
    [InlineData("void T() => S.Should().MatchNamedSnapshot(@\"a\"\"b\");", "a-b", true)]
    [InlineData("void T() => S.Should().MatchNamedSnapshot(\"a\" + x);", "a-1", true)]
    [InlineData("[Theory, InlineData(\"prod\", 3)] void T(string stage, int n) => Of(stage).Should().MatchNamedSnapshot(stage);", "prod", true)]
    [InlineData("[Theory, InlineData(\"prod\", 3)] void T(string stage, int n) => Of(stage).Should().MatchNamedSnapshot(stage);", "staging", false)]
    [InlineData("[Theory, InlineData(\"prod\"), InlineData(nameof(Staging))] void T(string stage) => Of(stage).Should().MatchNamedSnapshot(stage);", "Staging", true)]
    [InlineData("[Theory, MemberData(nameof(Stages))] void T(string stage) => Of(stage).Should().MatchNamedSnapshot(stage);", "staging", true)]
    [InlineData("void T() => Check(); void Check([CallerFilePath] string f = \"\", [CallerMemberName] string t = \"\") => S.Should(f, t).MatchSnapshot();", null, true)]
    [InlineData("void T() => S.Should().HaveCount(3).And.MatchWhatWasReviewed(\"prod\");", "prod", true)]
    [InlineData("void T() => S.Should().HaveCount(3).And.OnlyContain(m => m.Name.Length > 0, \"named\").And.Satisfy(Rules.X);", null, false)]
    [InlineData("void T() { const char quote = '\"'; S.Should().MatchSnapshot(); }", null, true)]
    [InlineData("void T() { var y = \"\"\"\n a \"b\" } ) ;\n \"\"\"; S.Should().MatchSnapshot(); }", null, true)]
    public void What_a_test_asks_for_is_read_from_its_source(string source, string? name, bool isAsked) =>
        (new SnapshotCalls(source).WhyNotAsked("Tests.cs", "T", name, KubeAssert.Assertions.SnapshotFolderAssertions.Known) is null).Should().Be(isAsked);

    [Fact]
    public void A_snapshot_that_a_checkout_gave_Windows_line_ends_is_the_same()
    {
        var shop = Manifests.Parse(Shop + "\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: texts}\ndata:\n  unix: |\n    a\n    b\n  windows: \"a\\r\\nb\\r\\n\"\n");
        shop.Should().MatchSnapshot(Place, Update);

        File.WriteAllText(Place.Path, File.ReadAllText(Place.Path).Replace("\n", "\r\n", StringComparison.Ordinal));

        shop.Should().MatchSnapshot(Place, Compare);
    }

    [Fact]
    public void Tests_that_run_at_once_write_one_whole_snapshot()
    {
        var shop = Manifests.Parse(Shop);

        Parallel.For(0, 16, _ => shop.Should().MatchSnapshot(Place, Update));

        shop.Should().MatchSnapshot(Place, Compare);
        Directory.GetFiles(Place.Folder).Should().Equal(Place.Path);
    }

    [Fact]
    public void Two_sets_of_a_test_can_t_share_a_snapshot()
    {
        var (shop, other) = (Manifests.Parse(Shop), Manifests.Parse(Shop.Replace("80", "81", StringComparison.Ordinal)));
        shop.Should().MatchSnapshot(Place, Update);

        var act = () => other.Should().MatchSnapshot(Place, Update);

        act.Should().Throw<Exception>().WithMessage(
            "Expected other to match the snapshot __snapshots__/ShopTests.Everything.yaml, but another set has been written there in this run."
            + " Give each a name of its own by MatchNamedSnapshot, and update again.");
    }

    [Fact]
    public void The_place_is_beside_the_test_and_called_after_it()
    {
        var shop = Manifests.Parse(Shop);

        var act = () => shop.Should().MatchNamedSnapshot("eu west", "what {0} ships was reviewed", "prod");

        act.Should().Throw<Exception>().WithMessage(
            "Expected shop to match the snapshot __snapshots__/SnapshotTests.The_place_is_beside_the_test_and_called_after_it.eu-west.yaml because what prod ships was reviewed, but there is none.*");
    }

    [Theory]
    [InlineData(null, null, false, false)]
    [InlineData("1", null, true, false)]
    [InlineData("1", "true", true, true)]
    [InlineData("0", "false", false, false)]
    public void The_environment_says_whether_snapshots_are_written(string? update, string? ci, bool asked, bool isCi) =>
        SnapshotMode.Of(name => name switch { "CI" => ci, SnapshotMode.UpdateVariable => update, _ => null }).Should().Be(new SnapshotMode(asked, isCi));

    [Fact]
    public void Azure_Pipelines_is_CI_too() => SnapshotMode.Of(name => name == "TF_BUILD" ? "True" : null).IsCi.Should().BeTrue();
}
