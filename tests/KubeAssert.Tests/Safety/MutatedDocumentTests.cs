using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Safety;

/// <summary>Documents that no schema allows, through every stage: each has an answer, none crashes.</summary>
public sealed class MutatedDocumentTests
{
    private const int Seed = 20261201;

    /// <summary>So many documents are tried; <c>KUBEASSERT_FUZZ</c> sets another number.</summary>
    private static readonly int Count =
        int.TryParse(Environment.GetEnvironmentVariable("KUBEASSERT_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1000;

    [Fact]
    public void No_mutated_document_crashes_a_stage()
    {
        var seeds = Documents();
        var crashes = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        Parallel.For(0, Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var random = new Random(Seed + i);
            var document = (JsonObject)seeds[random.Next(seeds.Count)].DeepClone();
            for (var n = random.Next(1, 4); n > 0; n--)
                DocumentMutation.Apply(document, random);
            var text = document.ToJsonString();
            try
            {
                foreach (var output in Pipeline.Run(() => Manifests.Parse(text, "t.json"), isWhole: i % 20 == 0))
                    _ = output;
            }
#pragma warning disable CA1031 // whatever is thrown here is the finding
            catch (Exception e)
#pragma warning restore CA1031
            {
                var frame = e.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("KubeAssert.", StringComparison.Ordinal))?.Trim() ?? "";
                crashes.TryAdd($"{e.GetType().Name} {frame}", text.Length > 1500 ? text[..1500] : text);
            }
        });

        crashes.Select(c => $"{c.Key}\n{c.Value}").Should().BeEmpty();
    }

    private static List<JsonObject> Documents() =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "examples"), "*.yaml", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Manifests.TryParse(File.ReadAllText(file)).Manifests)
            .Concat(Manifests.Parse(Samples))
            .Select(manifest => (JsonObject)JsonNode.Parse(manifest.ToJson())!)];

    /// <summary>Kinds that the examples do not have.</summary>
    private const string Samples = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: n}
        spec: {podSelector: {matchExpressions: [{key: app, operator: In, values: [a]}]}, ingress: [{from: [{podSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{port: 80, endPort: 90}]}], policyTypes: [Ingress, Egress]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: r}
        rules: [{apiGroups: [""], resources: [pods], verbs: [get], resourceNames: [a]}, {nonResourceURLs: [/healthz], verbs: [get]}]
        aggregationRule: {clusterRoleSelectors: [{matchLabels: {a: b}}]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: rb, namespace: x}
        subjects: [{kind: ServiceAccount, name: s, namespace: x}]
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r}
        ---
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.example.org}
        spec: {group: example.org, scope: Namespaced, names: {plural: widgets, kind: Widget, singular: widget, shortNames: [w]}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, x-kubernetes-validations: [{rule: "self.a < 5", message: small}], properties: {a: {type: integer, default: 3}, b: {type: string, pattern: "^a+$"}}}}}}}]}
        ---
        apiVersion: example.org/v1
        kind: Widget
        metadata: {name: w}
        spec: {a: 4, b: aaa}
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: v}
        spec: {matchConstraints: {resourceRules: [{apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}]}, variables: [{name: x, expression: "object.spec.replicas"}], validations: [{expression: "variables.x < 5", messageExpression: "'many'"}]}
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: vb}
        spec: {policyName: v, validationActions: [Deny]}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: s, annotations: {a: b}}
        stringData: {port: "5432"}
        data: {a: YQ==}
        type: kubernetes.io/tls
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: h}
        spec: {parentRefs: [{name: g, sectionName: s}], rules: [{backendRefs: [{name: web, port: 80, namespace: x}]}]}
        ---
        apiVersion: monitoring.coreos.com/v1
        kind: ServiceMonitor
        metadata: {name: m}
        spec: {selector: {matchLabels: {app: a}}, endpoints: [{port: http, basicAuth: {username: {name: s, key: u}}}]}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: p}
        spec: {minAvailable: 50%, selector: {matchLabels: {app: a}}}
        ---
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: q}
        spec: {hard: {requests.cpu: "1", pods: "3"}, scopeSelector: {matchExpressions: [{operator: In, scopeName: PriorityClass, values: [a]}]}}
        ---
        apiVersion: v1
        kind: LimitRange
        metadata: {name: l}
        spec: {limits: [{type: Container, default: {cpu: 1}, max: {cpu: 2}}]}
        ---
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: c}
        spec: {schedule: "*/5 * * * *", timeZone: Europe/Rome, jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: x, resources: {requests: {cpu: 1}, claims: [{name: z}]}}]}}}}}
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: h}
        spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: 1, maxReplicas: 3, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]}
        """;
}
