using System.IO.Compression;
using System.Text.Json;
using KubeAssert.Conformance.Fixes;

namespace KubeAssert.Tests.Validation;

/// <summary>What becomes of a manifest when somebody takes the fixes of its findings at their word.</summary>
public sealed class FixesTests
{
    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          REPLICAS
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              POD
              containers:
              - name: web
                image: web
                CONTAINER

        """;

    [Theory]
    [InlineData("REPLICAS", "replicas: \"3\"")]
    [InlineData("REPLICAS", "nodeSelector: {a: b}")]
    [InlineData("REPLICAS", "replcias: 3")]
    [InlineData("POD", "env: [{name: A, value: b}]")]
    [InlineData("POD", "securityContext: {allowPrivilegeEscalation: false}")]
    [InlineData("POD", "volumes: [{name: v, secret: {name: db}}]")]
    [InlineData("CONTAINER", "ports: {containerPort: 80}")]
    [InlineData("CONTAINER", "livenessProbe: {httpGet: {path: /}, port: 80}")]
    [InlineData("CONTAINER", "livenessProbe: {http: {path: /, port: 80}}")]
    [InlineData("CONTAINER", "env: [{name: A, value: 1}]")]
    [InlineData("CONTAINER", "env: [{name: A, secretKeyRef: {name: c, key: k}}]")]
    [InlineData("CONTAINER", "imagePullPolicy: always")]
    [InlineData("CONTAINER", "hostNetwork: true")]
    public void A_mistake_is_gone_with_its_fix(string place, string mistake)
    {
        var yaml = Deployment.Replace(place, mistake, StringComparison.Ordinal);
        foreach (var other in new[] { "REPLICAS", "POD", "CONTAINER" })
            yaml = yaml.Replace(other, "", StringComparison.Ordinal);

        var outcome = FixOutcome.Of(Check, Manifests.ParseUnchecked(yaml)[0])!;

        outcome.Remaining.Select(finding => finding.ToString()).Should().BeEmpty();
        outcome.Open.Should().BeNull();
    }

    [Fact]
    public void No_fix_makes_a_mistake_of_people_worse_and_nine_in_ten_are_enough()
    {
        var outcomes = Read().Select(text => FixOutcome.Of(Check, text)).OfType<FixOutcome>().Where(outcome => outcome.Open is null).ToList();

        outcomes.Should().HaveCountGreaterThan(100);
        outcomes.Where(outcome => outcome.IsWorse).Select(outcome => outcome.Errors[0].ToString()).Should().BeEmpty();
        (outcomes.Count(outcome => outcome.IsValid) / (double)outcomes.Count).Should().BeGreaterThanOrEqualTo(0.9);
    }

    private static IReadOnlyList<Finding> Check(Manifest manifest) => KubeAssert.Validation.ManifestValidation.Check(manifest, KubernetesVersion.V1_36);

    /// <summary>Mistakes that people make, written for this project, a manifest a line.</summary>
    private static IEnumerable<Manifest> Read()
    {
        using var stream = new GZipStream(typeof(FixesTests).Assembly.GetManifestResourceStream("human-mistakes.jsonl.gz")!, CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            using var record = JsonDocument.Parse(line);
            if (Parsed(record.RootElement.GetProperty("manifest").GetString()!) is { } manifest)
                yield return manifest;
        }
    }

    private static Manifest? Parsed(string yaml)
    {
        try
        {
            return Manifests.ParseUnchecked(yaml) is [var manifest, ..] ? manifest : null;
        }
        catch (ManifestReadException)
        {
            return null;
        }
    }
}
