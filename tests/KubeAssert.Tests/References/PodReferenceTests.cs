namespace KubeAssert.Tests.References;

public sealed class PodReferenceTests
{
    private static readonly string Config = Missing.Object("v1", "ConfigMap", "web-config", "data: {level: debug}\nbinaryData: {logo: AAAA}");
    private static readonly string Secret = Missing.Object("v1", "Secret", "web-secret", "data: {password: eA==}\nstringData: {user: shop}");

    [Theory]
    [InlineData("env: [{name: A, valueFrom: {configMapKeyRef: {name: web-config, key: level}}}]")]
    [InlineData("env: [{name: A, valueFrom: {configMapKeyRef: {name: web-config, key: logo}}}]")]
    [InlineData("env: [{name: A, valueFrom: {secretKeyRef: {name: web-secret, key: user}}}]")]
    [InlineData("env: [{name: A, valueFrom: {secretKeyRef: {name: web-secret, key: password}}}]")]
    [InlineData("env: [{name: A, valueFrom: {secretKeyRef: {name: none, key: password, optional: true}}}]")]
    [InlineData("env: [{name: A, valueFrom: {secretKeyRef: {name: web-secret, key: none, optional: true}}}]")]
    [InlineData("env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]")]
    [InlineData("envFrom: [{configMapRef: {name: web-config}}, {secretRef: {name: none, optional: true}}]")]
    [InlineData("livenessProbe: {httpGet: {port: http}}, ports: [{name: http, containerPort: 80}]")]
    [InlineData("livenessProbe: {httpGet: {port: 81}}")]
    public void What_exists_is_not_reported(string container) =>
        Missing.In(Missing.Deployment("web", $"{{containers: [{{name: web, image: a, {container}}}]}}") + Config + Secret).Should().BeEmpty();

    [Theory]
    [InlineData("env: [{name: A, valueFrom: {configMapKeyRef: {name: web-confg, key: level}}}]", "spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.name names ConfigMap/web-confg, which is not among the 3 manifests | ConfigMap/web-config (shop.yaml:12:1) | name web-config [references/config-map]")]
    [InlineData("env: [{name: A, valueFrom: {configMapKeyRef: {name: web-config, key: levle}}}]", "spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.key names key levle of ConfigMap/web-config, which has level, logo | key level of ConfigMap/web-config (shop.yaml:15:15) | use level [references/config-map-key]")]
    [InlineData("env: [{name: A, valueFrom: {secretKeyRef: {name: web-secret, key: pass}}}]", "spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.key names key pass of Secret/web-secret, which has password, user | key password of Secret/web-secret (shop.yaml:21) | use password, or add key pass to Secret/web-secret [references/secret-key]")]
    [InlineData("envFrom: [{secretRef: {name: other}}]", "spec.template.spec.containers[0].envFrom[0].secretRef.name names Secret/other, which is not among the 3 manifests | - | add Secret/other, or declare it with Expecting(\"Secret/other\") [references/secret]")]
    [InlineData("volumeMounts: [{name: dta, mountPath: /d}]", "spec.template.spec.containers[0].volumeMounts[0].name mounts volume dta of Deployment/web, which has data | volume data of Deployment/web (shop.yaml:10:28) | use data [references/volume]")]
    [InlineData("readinessProbe: {tcpSocket: {port: htp}}, ports: [{name: http, containerPort: 80}]", "spec.template.spec.containers[0].readinessProbe.tcpSocket.port asks port htp of Deployment/web container web, which has http | port http of Deployment/web container web (shop.yaml:10:139) | use http [references/container-port]")]
    public void What_does_not_exist_is_reported_where_it_is_named(string container, string expected)
    {
        var missing = Missing.In(Missing.Deployment("web", $"{{volumes: [{{name: data}}], containers: [{{name: web, image: a, {container}}}]}}") + Config + Secret);

        var withoutPlace = missing[(missing.IndexOf("Deployment/web ", StringComparison.Ordinal) + "Deployment/web ".Length)..];
        WithoutColumns(withoutPlace).Should().Be(WithoutColumns(expected));
    }

    [Fact]
    public void Init_containers_and_sidecars_count_like_main_ones() =>
        Missing.In(Missing.Deployment("web", """
            {initContainers: [{name: a, envFrom: [{secretRef: {name: one}}]}, {name: b, restartPolicy: Always, envFrom: [{secretRef: {name: two}}]}], containers: []}
            """)).Split('\n').Should().HaveCount(2);

    [Theory]
    [InlineData("configMap: {name: none}", "names ConfigMap/none")]
    [InlineData("configMap: {name: web-config, items: [{key: none, path: a}]}", "names key none of ConfigMap/web-config")]
    [InlineData("secret: {secretName: none}", "names Secret/none")]
    [InlineData("secret: {secretName: web-secret, items: [{key: none, path: a}]}", "names key none of Secret/web-secret")]
    [InlineData("projected: {sources: [{configMap: {name: none}}]}", "names ConfigMap/none")]
    [InlineData("projected: {sources: [{secret: {name: web-secret, items: [{key: none, path: a}]}}]}", "names key none of Secret/web-secret")]
    [InlineData("persistentVolumeClaim: {claimName: none}", "names PersistentVolumeClaim/none")]
    public void Volumes_name_what_has_to_exist(string source, string expected) =>
        Missing.In(Missing.Deployment("web", $"{{volumes: [{{name: a, {source}}}], containers: []}}") + Config + Secret).Should().Contain(expected);

    [Theory]
    [InlineData("configMap: {name: none, optional: true}")]
    [InlineData("secret: {secretName: none, optional: true}")]
    [InlineData("configMap: {name: kube-root-ca.crt}")]
    [InlineData("configMap: {name: web-config, items: [{key: level, path: a}]}")]
    [InlineData("emptyDir: {}")]
    public void Volumes_whose_content_exists_or_may_be_absent_are_not_reported(string source) =>
        Missing.In(Missing.Deployment("web", $"{{volumes: [{{name: a, {source}}}], containers: []}}") + Config).Should().BeEmpty();

    [Fact]
    public void Accounts_and_pull_secrets_have_to_exist_and_the_default_account_does()
    {
        Missing.In(Missing.Deployment("web", "{serviceAccountName: default, containers: []}")).Should().BeEmpty();
        Missing.In(Missing.Deployment("web", "{serviceAccountName: wbe, imagePullSecrets: [{name: registry}], containers: []}") + Missing.Object("v1", "ServiceAccount", "web"))
            .Should().Be("""
                shop.yaml:10:32 Deployment/web spec.template.spec.serviceAccountName names ServiceAccount/wbe, which is not among the 2 manifests | ServiceAccount/web (shop.yaml:12:1) | name web [references/service-account]
                shop.yaml:10:63 Deployment/web spec.template.spec.imagePullSecrets[0].name names Secret/registry, which is not among the 2 manifests | - | add Secret/registry, or declare it with Expecting("Secret/registry") [references/image-pull-secret]
                """);
    }

    [Fact]
    public void What_the_platform_makes_is_external_unless_it_is_misspelt()
    {
        var pod = Missing.Deployment("web", "{priorityClassName: high-prority, runtimeClassName: gvisor, containers: []}");

        Missing.In(pod).Should().BeEmpty();
        Manifests.Parse(pod).References().Select(r => $"{r.Target} {r.State} {r.Elsewhere}").Should().Equal(
            "PriorityClass/high-prority External usually made by the platform", "RuntimeClass/gvisor External usually made by the platform");
        Missing.In(pod + Missing.ClusterObject("scheduling.k8s.io/v1", "PriorityClass", "high-priority")).Should().Be(
            "shop.yaml:10:31 Deployment/web spec.template.spec.priorityClassName names PriorityClass/high-prority, which is not among the 2 manifests"
            + " | PriorityClass/high-priority (shop.yaml:12:1) | name high-priority [references/priority-class]");
    }

    [Fact]
    public void The_same_name_in_another_namespace_is_the_nearest() =>
        Missing.In(Missing.Deployment("web", "{containers: [{name: web, envFrom: [{configMapRef: {name: web-config}}]}]}", @namespace: "front") + Config)
            .Should().EndWith("names ConfigMap/web-config in namespace front, which is not among the 2 manifests | ConfigMap/web-config is in namespace default (shop.yaml:12:1)"
                + " | put both into one namespace, front or default [references/config-map]");

    [Fact]
    public void Claims_of_a_stateful_set_are_its_volumes_and_exist_for_others() =>
        Missing.In(Missing.Object("apps/v1", "StatefulSet", "db", """
            spec:
              volumeClaimTemplates: [{metadata: {name: data}}]
              template:
                spec:
                  volumes: [{name: data, persistentVolumeClaim: {claimName: replaced}}]
                  containers: [{name: db, volumeMounts: [{name: data, mountPath: /d}]}]
            """) + Missing.Deployment("backup", "{volumes: [{name: a, persistentVolumeClaim: {claimName: data-db-0}}], containers: []}")).Should().BeEmpty();

    [Fact]
    public void Secrets_that_other_objects_of_the_set_make_exist() =>
        Missing.In(Missing.Object("bitnami.com/v1alpha1", "SealedSecret", "one") + Missing.Object("external-secrets.io/v1", "ExternalSecret", "x", "spec: {target: {name: two}}")
            + Missing.Object("cert-manager.io/v1", "Certificate", "y", "spec: {secretName: three}")
            + Missing.Deployment("web", "{containers: [{name: web, envFrom: [{secretRef: {name: one}}, {secretRef: {name: two}}, {secretRef: {name: three}}]}]}")).Should().BeEmpty();

    [Theory]
    [InlineData("DATABASE_HOST", "DB_HOST, DB_PORT", "key DB_HOST of ConfigMap/db (shop.yaml:5:17) | use DB_HOST, or add key DATABASE_HOST to ConfigMap/db")]
    [InlineData("DATABASE_HOST", "DB_HOST, MAIL_HOST", "- | add key DATABASE_HOST to ConfigMap/db, or declare it with Expecting(\"ConfigMap/db[DATABASE_HOST]\")")]
    [InlineData("user", "USER_NAME, DB_PORT", "key USER_NAME of ConfigMap/db (shop.yaml:5:19) | use USER_NAME, or add key user to ConfigMap/db")]
    public void A_key_of_other_words_for_the_same_thing_is_the_nearest(string key, string keys, string nearestAndFix) =>
        Missing.In(Missing.Object("v1", "ConfigMap", "db", $"data: {{{string.Join(", ", keys.Split(", ").Select(k => $"{k}: x"))}}}")
            + Missing.Deployment("web", $"{{containers: [{{name: web, env: [{{name: A, valueFrom: {{configMapKeyRef: {{name: db, key: {key}}}}}}}]}}]}}"))
            .Should().EndWith($"names key {key} of ConfigMap/db, which has {keys} | {nearestAndFix} [references/config-map-key]");

    [Fact]
    public void An_object_without_any_keys_is_filled_in_at_run_time() =>
        Missing.In(Missing.Object("v1", "Secret", "later") + Missing.Deployment("web", "{containers: [{name: web, env: [{name: A, valueFrom: {secretKeyRef: {name: later, key: k}}}]}]}"))
            .Should().BeEmpty();

    [Fact]
    public void Secret_values_never_reach_a_message() =>
        Missing.In(Missing.Object("v1", "Secret", "db", "stringData: {password: hunter2}")
            + Missing.Deployment("web", "{containers: [{name: web, env: [{name: A, valueFrom: {secretKeyRef: {name: db, key: pasword}}}]}]}"))
            .Should().Contain("key password of Secret/db").And.NotContain("hunter2");

    /// <summary>The columns of these places follow from the length of the inserted text: the lines are enough.</summary>
    private static string WithoutColumns(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"(shop\.yaml:\d+):\d+", "$1");
}
