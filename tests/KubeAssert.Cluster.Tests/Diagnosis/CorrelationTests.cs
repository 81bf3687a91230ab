using KubeAssert.Cluster.Observation;
using static KubeAssert.Cluster.Tests.Diagnosis.WebCluster;

namespace KubeAssert.Cluster.Tests.Diagnosis;

/// <summary>What the manifests say to what the cluster misses: places, what was meant, and the static finding's own fix.</summary>
public sealed class CorrelationTests
{
    private const string Web = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              serviceAccountName: shopp
              initContainers:
              - name: migrate
                image: shop/migrate:1
                envFrom:
                - configMapRef: {name: flaskConfig}
              containers:
              - name: web
                image: shop/web:1
                envFrom:
                - configMapRef: {name: flaskConfig}
                env:
                - name: LEVEL
                  valueFrom:
                    configMapKeyRef: {name: settings, key: Level}
        """;

    private const string Others = """

        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: flask-config}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        data:
          color: green
          level: info
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: shop}
        ---
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: nightly}
        spec:
          schedule: "@daily"
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers:
                  - name: nightly
                    image: shop/nightly:1
                    envFrom: [{configMapRef: {name: flaskConfig}}]
        """;

    private const string Spec = """
        {"initContainers":[{"name":"migrate","image":"shop/migrate:1","envFrom":[{"configMapRef":{"name":"flaskConfig"}}]}],
         "containers":[{"name":"web","image":"shop/web:1","envFrom":[{"configMapRef":{"name":"flaskConfig"}}],"env":[{"name":"LEVEL","valueFrom":{"configMapKeyRef":{"name":"settings","key":"Level"}}}]}]}
        """;

    [Fact]
    public void A_missing_ConfigMap_is_told_at_the_field_that_names_it_in_the_container_that_lacks_it_and_with_who_else_names_it() =>
        new WebCluster(Web + Others, Spec).At(1).Pod(Waiting("CreateContainerConfigError", "configmap \"flaskConfig\" not found")).At(16).Diagnose().ToString().Should().StartWith("""
            1 of 5 objects will not become ready, known after 16 s:

              web.yaml:19:32  Deployment/web  spec.template.spec.containers[0].envFrom[0].configMapRef.name
                CreateContainerConfigError in container web: ConfigMap/flaskConfig does not exist
                chain: Deployment/web -> ReplicaSet/web-1 -> Pod/web-1-a -> container web
                nearest: your manifests have ConfigMap/flask-config (web.yaml:25:1)
                why: Pod/web-1-a names ConfigMap/flaskConfig, and there is none in namespace shop.
                fix: name flask-config
                also: ConfigMap/flaskConfig is named by spec.template.spec.initContainers[0].envFrom[0].configMapRef.name (web.yaml:14:32) and CronJob/nightly (web.yaml:53:45), too
                also: web.yaml:9:27  spec.template.spec.serviceAccountName names ServiceAccount/shopp, which is not among the 5 manifests; nearest: your manifests have ServiceAccount/shop (web.yaml:36:1); fix: name shop
                also: web.yaml:23:52  spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.key names key Level of ConfigMap/settings, which has color, level; nearest: key level of ConfigMap/settings (web.yaml:34:10); fix: use level
                seen:
            """);

    [Fact]
    public void The_fix_is_that_of_the_static_check()
    {
        var cause = new WebCluster(Web + Others, Spec).At(1).Pod(Waiting("CreateContainerConfigError", "configmap \"flaskConfig\" not found")).At(16).Diagnose().Causes[0];
        var set = Manifests.Parse(Web + Others, "web.yaml");

        var found = set.References().Missing.Single(r => r.Path == cause.Path).ToFinding();

        cause.Location.Should().Be(found.Location);
        cause.Fix.Should().Be(found.Fix);
    }

    [Fact]
    public void A_missing_key_is_told_at_the_field_that_names_it_with_the_place_of_the_key_that_was_meant()
    {
        var cause = new WebCluster(Web + Others, Spec).Object("v1", "ConfigMap", "settings", "\"data\":{\"color\":\"green\",\"level\":\"info\"}").At(1)
            .Pod(Waiting("CreateContainerConfigError", "couldn't find key Level in ConfigMap shop/settings")).At(7).Diagnose().Causes.Should().ContainSingle().Which;

        (cause.Location.ToString(), cause.Path, cause.Nearest, cause.Fix).Should().Be((
            "web.yaml:23:52", "spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.key", "key level of ConfigMap/settings (web.yaml:34:10)", "use level"));
    }

    [Fact]
    public void A_missing_service_account_is_told_at_its_name()
    {
        var cause = new WebCluster(Web + Others, Spec, withWeb: false).At(1).Deployment(ready: 0)
            .ReplicaSet(conditions: """{"type":"ReplicaFailure","status":"True","reason":"FailedCreate","message":"pods \"web-1-\" is forbidden: error looking up service account shop/shopp: serviceaccount \"shopp\" not found"}""")
            .At(17).Diagnose().Causes.Should().ContainSingle().Which;

        (cause.Location.ToString(), cause.Nearest, cause.Fix).Should().Be(("web.yaml:9:27", "your manifests have ServiceAccount/shop (web.yaml:36:1)", "name shop"));
    }

    [Fact]
    public void A_selector_that_selects_nothing_is_told_with_the_labels_that_were_meant()
    {
        const string service = """

            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec:
              selector: {app: webb}
            """;
        var cause = new WebCluster(WebCluster.Yaml + service).Healthy().At(1).Object("v1", "Service", "web", "\"spec\":{\"selector\":{\"app\":\"webb\"},\"ports\":[{\"port\":80}]}").At(7)
            .Diagnose().Causes.Should().ContainSingle().Which;

        (cause.Location.ToString(), cause.Nearest, cause.Fix).Should().Be(("web.yaml:20:13", "Deployment/web carries app=web (web.yaml:10:21)", "select app=web"));
    }

    [Fact]
    public void What_the_cluster_has_though_the_manifests_lack_it_is_no_remark()
    {
        var cause = new WebCluster(Web + Others, Spec).Object("v1", "ServiceAccount", "shopp").Object("v1", "ConfigMap", "settings", "\"data\":{\"Level\":\"info\"}").At(1)
            .Pod(Waiting("CreateContainerConfigError", "configmap \"flaskConfig\" not found")).At(16).Diagnose().Causes[0];

        cause.Also.Should().ContainSingle().Which.Should().StartWith("ConfigMap/flaskConfig is named by");
    }

    [Fact]
    public void Who_else_names_it_is_said_at_the_first_cause_alone()
    {
        var second = Web.Replace("name: web}\n", "name: api}\n", StringComparison.Ordinal);
        var cluster = new WebCluster(Web + "\n---\n" + second, Spec).At(1).Pod(Waiting("CreateContainerConfigError", "configmap \"flaskConfig\" not found"))
            .Object("v1", "Pod", "api-a", $$"""
                "spec":{{Spec.TrimEnd()[..^1]}},"nodeName":"node1"},"status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"True"}],
                "containerStatuses":[{"name":"web","state":{{Waiting("CreateContainerConfigError", "configmap \"flaskConfig\" not found")}}}]}
                """, "," + Owner("apps/v1", "Deployment", "api"))
            .At(16);

        var causes = cluster.Diagnose().Causes;

        causes.Select(c => c.Object.Name).Should().Equal("api", "web");
        causes[0].Also.Should().ContainSingle(a => a.Contains("is named by", StringComparison.Ordinal));
        causes[1].Also.Should().NotContain(a => a.Contains("is named by", StringComparison.Ordinal));
    }

    [Fact]
    public void References_that_lead_nowhere_fail_nothing_that_is_healthy()
    {
        var cluster = new WebCluster(Web, Spec).At(2).Healthy().At(20);

        cluster.Outcome.Should().Be(Outcome.Ready);
    }

    [Theory]
    [InlineData("flaskConfig", "flask-config")]
    [InlineData("web_settings", "web-settings")]
    [InlineData("shop.db", "shop-db")]
    public void Case_and_separators_count_for_nothing(string named, string written) =>
        Texts.Nearest.Name(named, ["other", written]).Should().Be(written);

    [Fact]
    public void What_is_refused_counts_as_written()
    {
        var cluster = new WebCluster(Web + Others, Spec);
        var refused = Manifests.Parse("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: flaskConfig}\n", "config.yaml")[0];

        cluster.Tell(new Rejected(cluster.Now, refused, "shop", "Invalid", "no", IsRetried: false));

        cluster.State.References.Missing.Select(r => r.Target.Name).Should().NotContain("flaskConfig");
    }
}
