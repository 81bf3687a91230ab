using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace KubeAssert.Tests.Sources;

public sealed class BuiltObjectsTests
{
    [Fact]
    public void An_anonymous_object_is_a_manifest_at_the_line_of_the_call()
    {
        var manifests = Manifests.FromObjects(new { apiVersion = "v1", kind = "Service", metadata = new { name = "web" }, spec = new { ports = new[] { new { port = 80, targetPort = "http" } } } });
        var line = Line() - 1;

        manifests.Count.Should().Be(1);
        manifests[0].ToJson().Should().Be("""{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"port":80,"targetPort":"http"}]}}""");
        manifests[0]["spec"]["ports"].Location.Should().Be(new Location("tests/KubeAssert.Tests/Sources/BuiltObjectsTests.cs", line, manifests[0].Location.Column));
        manifests[0].Origin.Should().Be("object 1 of 1");
    }

    [Fact]
    public void Nulls_are_left_out_wherever_they_stand() =>
        Manifests.FromObjects(
            new Dictionary<string, object?> { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new { name = "web", labels = (object?)null }, ["data"] = null },
            JsonNode.Parse("""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"web","labels":null}}""")!)
            .Select(m => m.ToJson()).Should().Equal(
                """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"web"}}""",
                """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"web"}}""");

    [Fact]
    public void A_model_that_leaves_its_kind_to_an_attribute_gets_it_from_there() =>
        Manifests.FromObjects(new Deployment { Metadata = new Metadata { Name = "web" }, Replicas = 2 })[0].ToJson()
            .Should().Be("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"Replicas":2}""");

    [Fact]
    public void Values_are_written_as_Kubernetes_has_them() =>
        Manifests.FromObjects(new
        {
            apiVersion = "v1", kind = "Sample", metadata = new { name = "web", creationTimestamp = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc) },
            data = new Dictionary<string, byte[]> { ["Upper.key"] = [1, 2, 3] }, pull = Pull.IfNotPresent, own = Own.Second, port = new Port("http"), other = new Port("80"), ratio = 0.5m,
        })[0].ToJson().Should().Be(
            """{"apiVersion":"v1","kind":"Sample","metadata":{"name":"web","creationTimestamp":"2026-01-02T03:04:05.000000Z"},"data":{"Upper.key":"AQID"},"pull":"IfNotPresent","own":2,"port":"http","other":80,"ratio":0.5}""");

    [Fact]
    public void Lists_of_objects_are_read() =>
        Manifests.FromObjects(
            new[] { Named("a"), Named("b") }.ToList(),
            new { apiVersion = "v1", kind = "List", items = new[] { Named("c") } })
            .Select(m => m.Name).Should().Equal("a", "b", "c");

    [Fact]
    public void Whatever_is_no_object_is_listed()
    {
        var act = () => Manifests.FromObjects("kind: Service", new { kind = "Service" }, new Cycle());

        act.Should().Throw<ManifestReadException>().Which.Problems.Select(p => $"{p.Message}; {p.Fix}").Should().SatisfyRespectively(
            first => first.Should().Be("object 1 of 3 is a String; read texts by Manifests.Parse"),
            second => second.Should().StartWith("object 3 of 3, a Cycle, can't be written as JSON: "),
            third => third.Should().Be("apiVersion is missing; begin the manifest with both, such as apiVersion: apps/v1 and kind: Deployment"));
    }

    [Fact]
    public void The_same_object_twice_is_told() =>
        FluentActions.Invoking(() => Manifests.FromObjects(Named("a"), Named("a"))).Should().Throw<ManifestReadException>().WithMessage("*ConfigMap/a is declared twice*");

    private static object Named(string name) => new { apiVersion = "v1", kind = "ConfigMap", metadata = new { name } };

    private static int Line([CallerLineNumber] int line = 0) => line;

    [AttributeUsage(AttributeTargets.Class)]
    private sealed class KubernetesEntityAttribute : Attribute
    {
        public string Group { get; set; } = "";

        public string ApiVersion { get; set; } = "";

        public string Kind { get; set; } = "";
    }

    [KubernetesEntity(Group = "apps", ApiVersion = "v1", Kind = "Deployment")]
    private sealed class Deployment
    {
        public string? ApiVersion { get; set; }

        public string? Kind { get; set; }

        [JsonPropertyName("metadata")]
        public Metadata? Metadata { get; set; }

        [JsonPropertyName("Replicas")]
        public int? Replicas { get; set; }
    }

    private sealed class Metadata
    {
        public string? Name { get; set; }

        public string? Namespace { get; set; }
    }

    private enum Pull
    {
        Always,
        IfNotPresent,
    }

    [JsonConverter(typeof(JsonNumberEnumConverter<Own>))]
    private enum Own
    {
        First = 1,
        Second,
    }

    /// <summary>A number or a name, as KubernetesClient has it.</summary>
    [JsonConverter(typeof(PortWriter))]
    private sealed record Port(string Value);

    private sealed class PortWriter : JsonConverter<Port>
    {
        public override Port Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Port value, JsonSerializerOptions options)
        {
            if (int.TryParse(value.Value, System.Globalization.CultureInfo.InvariantCulture, out var number))
                writer.WriteNumberValue(number);
            else
                writer.WriteStringValue(value.Value);
        }
    }

    private sealed class Cycle
    {
        public Cycle Self => this;
    }
}
