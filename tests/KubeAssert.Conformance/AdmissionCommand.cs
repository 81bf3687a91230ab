using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using KubeAssert.Admission;
using KubeAssert.OpenApi;
using KubeAssert.Yaml;

namespace KubeAssert.Conformance;

/// <summary>Compares what ValidatingAdmissionPolicies say with what a real kube-apiserver said through them, recorded one a line.</summary>
internal static class AdmissionCommand
{
    public static int Run(string[] args)
    {
        var options = new Options(args);
        var version = KubernetesVersion.Parse(options["kubernetes"] ?? "1.36");
        using var file = File.OpenRead(options.Path);
        using Stream stream = options.Path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);

        using var head = JsonDocument.Parse(reader.ReadLine()!);
        var texts = head.RootElement.GetProperty("policies").EnumerateArray().Concat(head.RootElement.GetProperty("params").EnumerateArray()).Select(p => p.GetRawText());
        var policies = AdmissionPolicies.Of(Manifests.Parse(string.Join("\n---\n", texts), "policies"));
        using var second = JsonDocument.Parse(reader.ReadLine()!);
        var documents = second.RootElement.GetProperty("documents").EnumerateObject()
            .ToDictionary(d => d.Name, d => Manifests.Parse(d.Value.GetString()!, d.Name)[0], StringComparer.Ordinal);

        var (pairs, agreed, denials, sameMessage) = (0, 0, 0, 0);
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            using var record = JsonDocument.Parse(line);
            var policy = record.RootElement.GetProperty("policy").GetString()!;
            var document = record.RootElement.GetProperty("document").GetString()!;
            var denied = record.RootElement.GetProperty("verdict").GetString() == "deny";
            var message = record.RootElement.TryGetProperty("message", out var given) ? given.GetString() : null;
            var ours = policies.Judge(RequestOf(documents[document], policy, version)).FirstOrDefault();

            pairs++;
            var agrees = denied == ours is { Verdict.IsNotChecked: false };
            if (agrees)
                agreed++;
            if (denied)
                denials++;
            if (denied && ours?.Verdict.Message == message)
                sameMessage++;
            if (!agrees || (denied && ours?.Verdict.Message != message))
                Console.WriteLine($"{policy}  {document}\n    server: {(denied ? message : "accepts")}\n    here:   {ours?.Verdict.Message ?? "accepts"}");
        }

        var agreement = 100.0 * agreed / Math.Max(1, pairs);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"agreement {agreement:F2}% ({agreed}/{pairs}), message equal in {100.0 * sameMessage / Math.Max(1, denials):F2}% of denials"));
        return options["at-least"] is { } least && agreement < double.Parse(least, CultureInfo.InvariantCulture) ? 1 : 0;
    }

    // each policy was bound to a namespace of its own, which carries its name as a label
    private static AdmissionRequest RequestOf(Manifest manifest, string policy, KubernetesVersion version)
    {
        var name = "vap-" + policy;
        var isGlobal = KubernetesScopes.IsClusterScoped(manifest.Group, manifest.Kind);
        var home = YamlReader.Read($"{{apiVersion: v1, kind: Namespace, metadata: {{name: {name}, labels: {{ka-vap: {policy}, kubernetes.io/metadata.name: {name}}}}}}}", "namespace", []).Single().Root;
        return new AdmissionRequest(manifest, ServedObject.Of(manifest, version, isGlobal ? null : name), KindNames.Plural(manifest.Kind), isGlobal ? null : name, home);
    }
}
