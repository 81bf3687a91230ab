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
            + " Where CI is set, no snapshot is written: write it elsewhere.");
        Directory.Exists(Place.Folder).Should().BeFalse();
    }

    [Fact]
    public void Snapshots_of_tests_that_are_gone_are_stale()
    {
        File.WriteAllText(Source, "public class ShopTests { public void Everything() => Shop.Should().MatchSnapshot(); }");
        var shop = Manifests.Parse(Shop);
        shop.Should().MatchSnapshot(Place, Update);
        shop.Should().MatchSnapshot(SnapshotPlace.Of(Source, "Everything", "prod"), Update);
        Snapshots.Beside(Source).Should().HaveNoStale();
        shop.Should().MatchSnapshot(SnapshotPlace.Of(Source, "Renamed", "eu west"), Update);
        shop.Should().MatchSnapshot(SnapshotPlace.Of(Path.Combine(_folder.Path, "OldTests.cs"), "Old", null), Update);
        var snapshots = Snapshots.Beside(Source);

        var act = () => snapshots.Should().HaveNoStale();

        act.Should().Throw<Exception>().Which.Message.Should().Be(
            """
            Expected snapshots to have no stale files, but 2 of 4 are stale:

              OldTests.Old.yaml
                there is no OldTests.cs beside the folder
                fix: delete it, or give the test its old name
              ShopTests.Renamed.eu-west.yaml
                ShopTests.cs has no test Renamed
                fix: delete it, or give the test its old name
            """);
    }

    [Theory]
    [InlineData(null, null, false, false)]
    [InlineData("1", null, true, false)]
    [InlineData("1", "true", true, true)]
    [InlineData("0", "false", false, false)]
    public void The_environment_says_whether_snapshots_are_written(string? update, string? ci, bool asked, bool isCi) =>
        SnapshotMode.Of(name => name == "CI" ? ci : update).Should().Be(new SnapshotMode(asked, isCi));
}
