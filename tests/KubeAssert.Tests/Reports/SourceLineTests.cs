using KubeAssert.Reports;

namespace KubeAssert.Tests.Reports;

public sealed class SourceLineTests
{
    private const string Secrets = """
        apiVersion: v1
        kind: Secret
        metadata:
          name: database
          annotations:
            kubectl.kubernetes.io/last-applied-configuration: |
              {"data": {"password": "hunter2"}}
            team: shop
        # a word on the data
        data: # hunter2
          # hunter2 was the old one
          password: hunter2
          "quoted": "hunter2
            hunter2"
          ? complex
          : hunter2
          block: |
            hunter2

            hunter2
        type: Opaque
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web}
        data: {level: info}
        """;

    [Fact]
    public void Nothing_that_a_secret_holds_is_shown() =>
        Shown(Secrets, 11).Should().Be(
            """
            apiVersion: v1
            kind: Secret
            metadata:
              name: database
              annotations:
                kubectl.kubernetes.io/last-applied-configuration: <redacted>
                  <redacted>
                team: shop
            # a word on the data
            data: <redacted>
              <redacted>
              password: <redacted>
              "quoted": <redacted>
                <redacted>
              ? <redacted>
              <redacted>
              block: <redacted>
                <redacted>

                <redacted>
            type: Opaque
            """);

    [Fact]
    public void Another_document_is_not_shown() =>
        Shown(Secrets, 25).Should().Be("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {level: info}");

    [Theory]
    [InlineData("{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"data\": {\"a\": \"hunter2\"}, \"x\": 1}")]
    [InlineData("kind: Secret\ndata: {a: hunter2, b: hunter2}")]
    [InlineData("{\n  \"data\": {\n    \"a\": \"hunter2\",\n    \"b\":\n      \"hunter2\"},\n  \"kind\": \"Secret\"\n}")]
    [InlineData("kind: Secret\ndata:\n  {a: hunter2,\n  b: hunter2,\n  c: {d: hunter2}}\nstringData:\n  e:\n    f: hunter2\n    g:\n    - hunter2")]
    [InlineData("kind: Secret\n? data\n: a: hunter2\n  b: hunter2")]
    [InlineData("kind: Secret\n\"data\": {\"a:b\": hunter2, \"c: \": hunter2}\n'stringData' : !!map\n  x: !!str hunter2")]
    [InlineData("kind: Secret\nstringData:\n  a: &x hunter2\n  b: *x")]
    [InlineData("x: &x {a: hunter2}\nkind: Secret\ndata: *x")]
    [InlineData("x: &x\n  a: |\n    hunter2\n    hunter2\nkind: Secret\ndata: *x")]
    [InlineData("x: &x\n  a: |\n    hunter2\n    hunter2\nkind: Secret\ndata:\n  <<: *x")]
    [InlineData("x: &x hunter2\nkind: Secret\ndata:\n  a: *x\n  b: hunter2")]
    [InlineData("kind: List\nitems:\n- data:\n    a: hunter2\n  kind: Secret\n- kind: Secret\n  stringData: {a: hunter2}")]
    [InlineData("kind: Secret\ndata: hunter2\n")]
    [InlineData("kind: Secret\ndata:\n- hunter2\n- a: hunter2\n")]
    [InlineData("data:\r\n  a: hunter2\r\nkind: Secret\r\n")]
    [InlineData("kind: Secret\ndata:\n  a: >-\n    hunter2\n\n\n    hunter2\n  b:\n    hunter2")]
    public void A_secret_is_kept_however_it_is_written(string yaml)
    {
        for (var line = 1; line <= yaml.Count(c => c == '\n') + 1; line++)
            Shown(yaml, line).Should().NotContain("hunter2");
    }

    [Fact]
    public void A_file_that_can_no_longer_be_read_is_not_shown() => CodeFile.Of("kind: Secret\ndata: {a: [hunter2", "x.yaml").Should().BeNull();

    private static string Shown(string yaml, int line) =>
        string.Join('\n', CodeFile.Of(yaml, "x.yaml")!.Around(new ReportPlace("x.yaml", line, 1), 100, 100).Select(l => l.Text));
}
