using KubeAssert.Tests.Support;
using Packs = KubeAssert.Policies;

namespace KubeAssert.Tests.RuleCatalogue;

public sealed class PackTests
{
    [Fact]
    public void The_shop_of_the_examples_has_nothing_essentially_wrong() =>
        Packs.Essential.Evaluate(Manifests.Load(Path.Combine(Repository.Root, "examples", "Shop", "deploy"))).Findings.Select(f => f.ToString()).Should().BeEmpty();

    [Fact]
    public void Production_has_all_rules_of_the_others() =>
        Packs.Production.Rules.Select(r => r.Id).Should().BeEquivalentTo(
            new[] { Packs.Essential, Packs.Reliability, Packs.Security }.SelectMany(p => p.Rules).Select(r => r.Id).Distinct(StringComparer.Ordinal));

    [Fact]
    public void Essential_reports_errors_alone() =>
        Packs.Essential.Rules.Should().OnlyContain(r => r.Info.Severity == Severity.Error);

    [Fact]
    public void Pods_that_an_operator_makes_are_there_for_a_network_policy()
    {
        var manifests = Manifests.Parse(
            """
            apiVersion: monitoring.coreos.com/v1
            kind: Prometheus
            metadata: {name: main}
            spec: {replicas: 2}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web, labels: {app: web}}
            spec: {containers: [{name: web, image: "web:1"}]}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web}
            spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {matchLabels: {app.kubernetes.io/name: prometheus}}}]}]}
            """,
            "web.yaml");

        KubeAssert.Rules.NetworkPolicyPeerSelectsPods.Evaluate(manifests).Should().BeEmpty();
    }

    [Theory]
    [InlineData("DB_PASSWORD", "open-sesame", true)]
    [InlineData("apiKey", "0815-4711", true)]
    [InlineData("GITHUB_TOKEN_2", "ghp_0815", true)]
    [InlineData("PASSWORD_FILE", "/run/secrets/db", false)]
    [InlineData("DB_PASSWORD", "$(OTHER)", false)]
    [InlineData("TOKEN", "https://example.com/token", false)]
    [InlineData("GOOGLE_API_KEY", "GOOGLE_API_KEY_VAL", false)]
    [InlineData("SECRET_NAME", "database", false)]
    [InlineData("PARTITION_KEY", "customer", false)]
    [InlineData("BYPASS", "localhost", false)]
    [InlineData("ConnectionStrings__Db", "Server=sql;User Id=sa;Password=hunter2hunter2;", true)]
    [InlineData("ConnectionStrings__Db", "Server=sql;Integrated Security=true", false)]
    [InlineData("ConnectionStrings__Db", "Server=sql;Password=$(DB_PASSWORD);", false)]
    [InlineData("RABBIT", "amqp://user:s3cr3tpass@mq:5672", true)]
    [InlineData("RABBIT", "amqp://user@mq:5672", false)]
    [InlineData("REDIS_URL", "redis://:s3cr3tpass@cache:6379/0", true)]
    [InlineData("MONGO", "mongodb://mongo:27017/shop", false)]
    [InlineData("AzureWebJobsStorage", "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=abcdefghijklmnop==;EndpointSuffix=core.windows.net", true)]
    [InlineData("ServiceBus", "Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=abcdefghijk=", true)]
    [InlineData("Jwt__SigningKey", "abcdefghijklmnop", true)]
    [InlineData("JWT_SECRET_NAME", "jwt", false)]
    [InlineData("PASSWORD_MIN_LENGTH", "8", false)]
    public void Only_what_may_be_a_secret_is_taken_for_one(string name, string value, bool isReported) =>
        KubeAssert.Rules.EnvHoldsNoSecret.Evaluate(Manifests.Parse(Shapes.Web($"env: [{{name: {name}, value: \"{value}\"}}]"), "web.yaml")).Should().HaveCount(isReported ? 1 : 0);

    [Theory]
    [InlineData("[bash, \"echo a && echo b\"]", "gives bash 'echo a && echo b' without -c, which it takes for the name of a file")]
    [InlineData("[/bin/sh, echo, hello]", "gives /bin/sh 'echo' without -c, which it takes for the name of a file")]
    [InlineData("[sh, -c, npm, start]", "runs 'npm' alone: what follows the script are its parameters, 'start' is its $0")]
    [InlineData("[sh, -c]", "tells sh to run a text by -c, and there is none")]
    [InlineData("[bash, -euo, pipefail, \"echo a; echo b\"]", "gives bash 'echo a; echo b' without -c, which it takes for the name of a file")]
    [InlineData("[bash, -euo, pipefail, -c, \"echo a; echo b\"]", null)]
    [InlineData("[bash, -lc, \"echo a\"]", null)]
    [InlineData("[bash, /app/start.sh, \"a b\"]", null)]
    [InlineData("[sh, -c, \"exec $0 $@\", /app/web, --port]", null)]
    [InlineData("[tini, --, /app/web]", null)]
    [InlineData("[find, /data, -exec, rm, \"{}\", \";\"]", null)]
    public void A_shell_is_told_its_script(string command, string? message)
    {
        var set = Manifests.Parse(Shapes.Web("command: " + command), "web.yaml");

        KubeAssert.Rules.ShellScriptFollowsDashC.Evaluate(set).Concat(KubeAssert.Rules.ShellLineHasAShell.Evaluate(set)).Select(f => f.Message)
            .Should().Equal(message is null ? [] : [message]);
    }

    [Theory]
    [InlineData("http", "kubernetes.io/h2c", false)]
    [InlineData("grpc-web", "http", false)]
    [InlineData("https", "TCP", false)]
    [InlineData("mysql", "redis", true)]
    [InlineData("http", "https", true)]
    [InlineData("metrics", "http", false)]
    public void Protocols_disagree_only_where_one_port_can_not_speak_both(string name, string protocol, bool isReported) =>
        KubeAssert.Rules.ServicePortProtocolsAgree.Evaluate(Manifests.Parse(Shapes.Object("v1", "Service", $"ports: [{{name: {name}, port: 80, appProtocol: {protocol}}}]"), "web.yaml"))
            .Should().HaveCount(isReported ? 1 : 0);

    [Fact]
    public void A_user_composes_a_policy_of_single_rules_and_parameters()
    {
        var policy = Policy.Of("ours", KubeAssert.Rules.ImageIsPinned, KubeAssert.Rules.MinimumReplicas(new ReplicaParameters { Least = 3 }));

        policy.Evaluate(Manifests.Parse(Shapes.Web("image: web", "replicas: 2"), "web.yaml")).Findings.Select(f => f.ToString()).Should().Equal(
            "web.yaml:15:16  Deployment/web  spec.template.spec.containers[0].image: uses web without a tag, which means latest [image-is-pinned]",
            "web.yaml:6:13  Deployment/web  spec.replicas: is 2 [minimum-replicas]");
    }
}
