namespace KubeAssert.Tests.Model;

public sealed class ViewTests
{
    private static readonly ManifestSet Shop = Manifests.Parse("""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}, annotations: {note: hello}}
            spec:
              securityContext: {runAsNonRoot: true, runAsUser: 1000}
              serviceAccountName: web
              volumes:
              - {name: config, configMap: {name: web-config}}
              - name: all
                projected: {sources: [{configMap: {name: more}}, {secret: {name: tls}}]}
              - {name: data, persistentVolumeClaim: {claimName: web-data}}
              - {name: tmp}
              containers:
              - name: web
                image: shop/web:1
                env:
                - {name: PORT, value: "8080"}
                - {name: LEVEL, valueFrom: {configMapKeyRef: {name: web-config, key: level, optional: true}}}
                - {name: PASSWORD, valueFrom: {secretKeyRef: {name: db, key: password}}}
                - {name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
                envFrom: [{prefix: X_, configMapRef: {name: flags, optional: true}}, {secretRef: {name: keys}}]
                ports: [{name: http, containerPort: 8080, hostPort: 80}]
                readinessProbe: {httpGet: {port: http}, periodSeconds: 5}
                livenessProbe: {tcpSocket: {port: 8080}, failureThreshold: 0}
                resources: {requests: {cpu: 100m}, limits: {memory: 1Gi, cpu: 0.5}}
                securityContext: {runAsUser: 2000, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
                volumeMounts: [{name: config, mountPath: /etc/web, readOnly: true}, {name: nowhere, mountPath: /x}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, annotations: {kubernetes.io/ingress.class: nginx}}
        spec:
          defaultBackend: {service: {name: fallback, port: {number: 80}}}
          tls: [{hosts: [shop.example], secretName: shop-tls}]
          rules:
          - host: shop.example
            http: {paths: [{path: /a, pathType: Prefix, backend: {service: {name: web, port: {name: http}}}}]}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web-config}
        data: {level: debug}
        binaryData: {logo: AAAA}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: db}
        data: {password: aHVudGVyMg==, broken: "%"}
        stringData: {user: shop}
        ---
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: report}
        spec:
          schedule: "0 6 * * *"
          timeZone: Europe/Berlin
          jobTemplate: {spec: {template: {spec: {containers: [{name: report, image: shop/report:1}]}}}}
        ---
        apiVersion: batch/v1
        kind: Job
        metadata: {name: migrate}
        spec: {template: {spec: {containers: [{name: migrate, image: shop/migrate:1}]}}}
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web}
        spec: {maxReplicas: 5, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: web}
        spec: {minAvailable: 50%, selector: {matchLabels: {app: web}}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web}
        spec: {podSelector: {}, egress: [{}]}
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: web-data}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: reader}
        rules: [{apiGroups: [""], resources: [pods], verbs: [get, list]}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: reader}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader}
        subjects: [{kind: ServiceAccount, name: web, namespace: default}]
        ---
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: shops.example.com}
        spec: {group: example.com, scope: Cluster, names: {kind: Shop}, versions: [{name: v1, served: true}, {name: v0, served: false}]}
        """, "shop.yaml");

    private static Container Web => Shop.Deployment("web").Container("web")!;

    [Fact]
    public void Environment_variables_tell_where_they_come_from()
    {
        Web.EnvVariable("PORT")!.Value.Should().Be("8080");
        Web.EnvVariable("LEVEL")!.ConfigMapKey.Should().Be(new KeyReference("web-config", "level", true));
        Web.EnvVariable("PASSWORD")!.SecretKey!.ToString().Should().Be("db[password]");
        Web.EnvVariable("PASSWORD")!.Value.Should().BeNull();
        Web.EnvVariable("POD_IP")!.FieldPath.Should().Be("status.podIP");
        Web.EnvVariable("NONE").Should().BeNull();
        Web.EnvFrom.Select(e => $"{e.Prefix}{e.ConfigMapName}{e.SecretName} {e.IsOptional}").Should().Equal("X_flags True", "keys False");
        Web.EnvVariable("PORT")!.ToString().Should().Be("Deployment/web container web env PORT");
    }

    [Fact]
    public void Ports_and_probes_have_the_defaults_of_Kubernetes()
    {
        Web.Port(IntOrString.Of("http"))!.Number.Should().Be(8080);
        Web.Port(IntOrString.Of(8080))!.HostPort.Should().Be(80);
        Web.Port(IntOrString.Of("8080")).Should().BeNull();
        Web.Ports[0].Protocol.Should().Be("TCP");
        Web.ReadinessProbe!.Handler.Should().Be("httpGet");
        Web.ReadinessProbe.Port!.Value.Text.Should().Be("http");
        Web.ReadinessProbe.HttpPath.Should().Be("/");
        Web.ReadinessProbe.PeriodSeconds.Should().Be(5);
        Web.LivenessProbe!.FailureThreshold.Should().Be(3);
        Web.LivenessProbe.TimeoutSeconds.Should().Be(1);
        Web.StartupProbe.Should().BeNull();
        Web.Probes.Should().HaveCount(2);
        Web.LivenessProbe.ToString().Should().Be("Deployment/web container web livenessProbe");
    }

    [Fact]
    public void A_request_that_is_not_written_is_the_limit()
    {
        Web.Resources.Request("cpu").Should().Be(Quantity.Parse("100m"));
        Web.Resources.Request("memory").Should().Be(Quantity.Parse("1Gi"));
        Web.Resources.Limit("cpu").Should().Be(Quantity.Parse("500m"));
        Web.Resources.Limit("storage").Should().BeNull();
        Web.Resources.Requests.Keys.Should().Equal("cpu");
    }

    [Fact]
    public void A_security_context_takes_from_the_pod_what_it_does_not_say()
    {
        Web.SecurityContext.RunAsNonRoot.Should().BeTrue();
        Web.SecurityContext.RunAsUser.Should().Be(2000);
        Web.SecurityContext.ReadOnlyRootFilesystem.Should().BeTrue();
        Web.SecurityContext.DroppedCapabilities.Should().Equal("ALL");
        Web.SecurityContext.AllowPrivilegeEscalation.Should().BeNull();
        Web.SecurityContext.IsPrivileged.Should().BeFalse();
    }

    [Fact]
    public void Volumes_know_what_is_in_them_and_mounts_their_volume()
    {
        var template = Shop.Deployment("web").PodTemplate;

        template.Volumes.Select(v => v.Source).Should().Equal("configMap", "projected", "persistentVolumeClaim", "emptyDir");
        template.Volumes[1].ConfigMapNames.Should().Equal("more");
        template.Volumes[1].SecretNames.Should().Equal("tls");
        template.Volumes[2].ClaimName.Should().Be("web-data");
        template.ServiceAccountName.Should().Be("web");
        Web.VolumeMounts[0].Volume!.ToString().Should().Be("Deployment/web volume config");
        Web.VolumeMounts[0].IsReadOnly.Should().BeTrue();
        Web.VolumeMounts[1].Volume.Should().BeNull();
    }

    [Fact]
    public void An_ingress_lists_its_backends()
    {
        var ingress = Shop.Ingress("web");

        ingress.Backends.Select(b => $"{b.Host}{b.HttpPath} {b.ServiceName}:{b.Port}").Should().Equal("/ fallback:80", "shop.example/a web:http");
        ingress.ClassName.Should().Be("nginx");
        ingress.Hosts.Should().Equal("shop.example");
        ingress.TlsSecretNames.Should().Equal("shop-tls");
    }

    [Fact]
    public void A_secret_prints_no_value()
    {
        var secret = Shop.Secret("db");

        secret.Keys.Should().Equal("password", "broken", "user");
        secret.Redacted["password"].Should().Be("<redacted, 7 bytes>");
        secret.Redacted["user"].Should().Be("<redacted, 4 bytes>");
        secret.Redacted["broken"].Should().Be("<redacted>");
        secret.Reveal("password").Should().Equal("hunter2"u8.ToArray());
        secret.Reveal("none").Should().BeNull();
        secret.Type.Should().Be("Opaque");
        secret.ToString().Should().Be("Secret/db");
    }

    [Fact]
    public void A_cron_job_runs_in_its_time_zone()
    {
        Shop.CronJob("report").NextRun(new(2024, 7, 1, 0, 0, 0, TimeSpan.Zero)).Should().Be(new DateTimeOffset(2024, 7, 1, 6, 0, 0, TimeSpan.FromHours(2)));
        Shop.CronJob("report").Containers.Should().ContainSingle();
        Shop.Job("migrate").Completions.Should().Be(1);
        Shop.Job("migrate").Replicas.Should().BeNull();
    }

    [Fact]
    public void Other_objects_have_their_fields_and_defaults()
    {
        Shop.HorizontalPodAutoscaler("web").MinReplicas.Should().Be(1);
        Shop.HorizontalPodAutoscaler("web").TargetName.Should().Be("web");
        Shop.PodDisruptionBudget("web").MinAvailable!.Value.Percent.Should().Be(50);
        Shop.NetworkPolicy("web").PodSelector.IsEverything.Should().BeTrue();
        Shop.NetworkPolicy("web").RestrictsEgress.Should().BeTrue();
        Shop.PersistentVolumeClaim("web-data").Storage.Should().Be(Quantity.Parse("10Gi"));
        Shop.PersistentVolumeClaim("web-data").StorageClassName.Should().BeNull();
        Shop.ClusterRole("reader").Rules[0].Verbs.Should().Equal("get", "list");
        Shop.ClusterRole("reader").Namespace.Should().BeNull();
        Shop.ClusterRoleBinding("reader").RoleName.Should().Be("reader");
        Shop.CustomResourceDefinitions()[0].ServedVersions.Should().Equal("v1");
        Shop.ConfigMap("web-config").Keys.Should().Equal("level", "logo");
        Shop.ConfigMap("web-config").Data["level"].Should().Be("debug");
    }

    [Fact]
    public void Images_are_listed_where_they_are_named()
    {
        Shop.Images().Select(i => $"{i} at {i.Location.Line}").Should().Equal("shop/web:1 at 19", "shop/report:1 at 61", "shop/migrate:1 at 66");
    }
}
