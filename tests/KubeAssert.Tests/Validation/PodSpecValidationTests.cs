namespace KubeAssert.Tests.Validation;

public sealed class PodSpecValidationTests
{
    /// <summary>A valid pod with text put in: at the end of its only container, and at the end of its spec.</summary>
    private static string Pod(string container = "", string spec = "", string metadata = "") => $"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        {Indented(metadata, 2)}
        spec:
          containers:
          - name: web
            image: shop/web:1.2
        {Indented(container, 4)}
        {Indented(spec, 2)}
        """;

    private static string Indented(string text, int by) =>
        string.Join('\n', text.Split('\n').Where(l => l.Length > 0).Select(l => new string(' ', by) + l));

    [Fact]
    public void A_pod_as_people_write_it_is_fine() =>
        Validated.Lines(Pod(
            """
            ports:
            - {name: http, containerPort: 8080}
            env:
            - {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
            - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1m}}}
            - {name: KEY, valueFrom: {secretKeyRef: {name: shop, key: key}}}
            envFrom:
            - configMapRef: {name: shop}
            resources:
              requests: {cpu: 100m, memory: 64Mi}
              limits: {cpu: "1", memory: 128Mi}
            readinessProbe: {httpGet: {port: http}}
            lifecycle: {preStop: {sleep: {seconds: 5}}}
            securityContext: {allowPrivilegeEscalation: false, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}}
            volumeMounts:
            - {name: config, mountPath: /etc/shop, readOnly: true}
            - {name: tmp, mountPath: /tmp}
            """,
            """
            initContainers:
            - {name: log, image: shop/log, restartPolicy: Always, startupProbe: {exec: {command: [test]}}}
            volumes:
            - {name: config, configMap: {name: shop, defaultMode: 0444}}
            - name: tmp
            tolerations:
            - {key: spot, operator: Exists, effect: NoSchedule}
            topologySpreadConstraints:
            - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: web}}}
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                  - matchExpressions: [{key: disk, operator: In, values: [ssd]}]
            dnsPolicy: None
            dnsConfig: {nameservers: [10.0.0.10], searches: [svc.cluster.local]}
            """)).Should().BeEmpty();

    [Fact]
    public void A_mount_of_a_volume_that_the_pod_has_not_is_reported_with_those_it_has()
    {
        var finding = Validated.Findings(Pod("volumeMounts:\n- {name: confg, mountPath: /etc/shop}", "volumes:\n- {name: config, configMap: {name: shop}}")).Should().ContainSingle().Subject;

        finding.ToString().Should().Be("test.yaml:11:14  Pod/web  spec.containers[0].volumeMounts[0].name: mounts 'confg'; the pod has no volume of that name [validation/unknown-volume]");
        finding.Fix.Should().Be("name one of config, or add the volume to the pod's volumes");
    }

    [Theory]
    [InlineData("ports:\n- {name: http--web, containerPort: 80}", "spec.containers[0].ports[0].name: is 'http--web', which is not a port name (lower-case letters, digits and single '-' inside, with a letter at least, at most 15 characters) [validation/invalid-name]")]
    [InlineData("ports:\n- {containerPort: 80}\n- {containerPort: 0}", "spec.containers[0].ports[1].containerPort: needs containerPort [validation/required]")]
    [InlineData("ports:\n- {containerPort: 70000}", "spec.containers[0].ports[0].containerPort: is 70000; 1 to 65535 is allowed [validation/out-of-range]")]
    [InlineData("ports:\n- {containerPort: 80, hostPort: 80}\n- {containerPort: 81, hostPort: 80}", "spec.containers[0].ports[1].hostPort: takes TCP port 80 of the node twice [validation/duplicate]")]
    [InlineData("ports:\n- {name: a, containerPort: 80}\n- {name: a, containerPort: 81}", "spec.containers[0].ports[1].name: is a, which another port of this container is called [validation/duplicate]")]
    [InlineData("ports:\n- {containerPort: 80, protocol: tcp}", "spec.containers[0].ports[0].protocol: is 'tcp'; SCTP, TCP, UDP are supported [validation/unsupported-value]")]
    [InlineData("env:\n- {name: A, valueFrom: {}}", "spec.containers[0].env[0].valueFrom: names no source [validation/one-source]")]
    [InlineData("env:\n- {name: A, value: b, valueFrom: {fieldRef: {fieldPath: metadata.name}}}", "spec.containers[0].env[0].valueFrom: stands beside a value; only one of them can be used [validation/one-source]")]
    [InlineData("env:\n- {name: A, valueFrom: {fieldRef: {fieldPath: metadata.nam}}}", "spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: is metadata.nam, which can't be referred to here [validation/unsupported-value]")]
    [InlineData("env:\n- {name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1Mi}}}", "spec.containers[0].env[0].valueFrom.resourceFieldRef.divisor: is 1Mi; 1 and 1m are supported for limits.cpu [validation/unsupported-value]")]
    [InlineData("envFrom:\n- {}", "spec.containers[0].envFrom: names no source [validation/one-source]")]
    [InlineData("livenessProbe: {}", "spec.containers[0].livenessProbe: names no handler [validation/one-handler]")]
    [InlineData("livenessProbe: {successThreshold: 2, httpGet: {port: 80}}", "spec.containers[0].livenessProbe.successThreshold: is 2; for a livenessProbe it must be 1 [validation/out-of-range]")]
    [InlineData("readinessProbe: {exec: {command: [a]}, httpGet: {port: 80}}", "spec.containers[0].readinessProbe.httpGet: is a second handler beside exec; only one can be used [validation/one-handler]")]
    [InlineData("readinessProbe: {httpGet: {port: 0}}", "spec.containers[0].readinessProbe.httpGet.port: is 0; 1 to 65535 is allowed [validation/out-of-range]")]
    [InlineData("lifecycle: {preStop: {sleep: {seconds: 60}}}", "spec.containers[0].lifecycle.preStop.sleep: sleeps 60 seconds; 0 to 30 are allowed, as long as the pod is given to end [validation/out-of-range]")]
    [InlineData("resources: {requests: {cpu: 2}, limits: {cpu: 500m}}", "spec.containers[0].resources.requests: requests 2 cpu, more than the limit of 500m [validation/request-over-limit]")]
    [InlineData("resources: {requests: {gpu: 1}}", "spec.containers[0].resources.requests[gpu]: gpu is no resource of containers; cpu, memory, ephemeral-storage and hugepages-* are, and resources with a domain such as example.com/gpu [validation/resource-name]")]
    [InlineData("resources: {limits: {example.com/gpu: 500m}}", "spec.containers[0].resources.limits[example.com/gpu]: is 500m; example.com/gpu is counted in whole numbers [validation/whole-number]")]
    [InlineData("resources: {limits: {hugepages-2Mi: 3Mi, cpu: 1}}", "spec.containers[0].resources.limits[hugepages-2Mi]: is 3Mi, which is no multiple of the page size in hugepages-2Mi [validation/huge-pages]")]
    [InlineData("securityContext: {privileged: true, allowPrivilegeEscalation: false}", "spec.containers[0].securityContext: is privileged, and forbids to raise privileges [validation/conflict]")]
    [InlineData("securityContext: {runAsUser: -1}", "spec.containers[0].securityContext.runAsUser: is -1; 0 to 2147483647 is allowed [validation/out-of-range]")]
    [InlineData("securityContext: {seccompProfile: {type: Localhost}}", "spec.containers[0].securityContext.seccompProfile.localhostProfile: needs localhostProfile, as type is Localhost [validation/required]")]
    [InlineData("imagePullPolicy: always", "spec.containers[0].imagePullPolicy: is always; Always, IfNotPresent, Never are supported [validation/unsupported-value]")]
    public void What_is_wrong_with_a_container_is_said(string container, string line) =>
        Validated.Lines(Pod(container)).Should().Equal(line);

    [Theory]
    [InlineData("volumes:\n- {name: a, emptyDir: {}, hostPath: {path: /a}}", "spec.volumes[0].hostPath: is a second source beside emptyDir; a volume has one [validation/one-source]")]
    [InlineData("volumes:\n- {name: a}\n- {name: a}", "spec.volumes[1].name: is a, which another volume of the pod is called [validation/duplicate]")]
    [InlineData("volumes:\n- {name: a, configMap: {name: a, items: [{key: a, path: ../a}]}}", "spec.volumes[0].configMap.items[0].path: is '../a', which steps up by '..' [validation/path]")]
    [InlineData("volumes:\n- {name: a, secret: {secretName: a, defaultMode: 644}}", "spec.volumes[0].secret.defaultMode: is 644 (decimal 644); modes go from 0 to 0777 (511) [validation/out-of-range]")]
    [InlineData("volumes:\n- {name: a, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce]}}}}", "spec.volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]: asks for no storage [validation/required]")]
    [InlineData("restartPolicy: Sometimes", "spec.restartPolicy: is Sometimes; Always, OnFailure, Never are supported [validation/unsupported-value]")]
    [InlineData("initContainers:\n- {name: a, image: a, readinessProbe: {httpGet: {port: 80}}}", "spec.initContainers[0].readinessProbe: an init container has no readinessProbe, unless it is a sidecar [validation/init-container]")]
    [InlineData("initContainers:\n- {name: web, image: a}", "spec.initContainers[0].name: is web, which another container of the pod is called [validation/duplicate]")]
    [InlineData("ephemeralContainers:\n- {name: debug, image: a}", "spec.ephemeralContainers: ephemeral containers can't be created with a pod; they are added to one that runs [validation/ephemeral-containers]")]
    [InlineData("tolerations:\n- {operator: Equal}", "spec.tolerations[0].operator: must be Exists where no key is set: the toleration matches all taints [validation/conflict]")]
    [InlineData("tolerations:\n- {key: a, tolerationSeconds: 5}", "spec.tolerations[0].effect: must be NoExecute where tolerationSeconds is set [validation/conflict]")]
    [InlineData("topologySpreadConstraints:\n- {maxSkew: 0, topologyKey: a, whenUnsatisfiable: DoNotSchedule}", "spec.topologySpreadConstraints[0].maxSkew: is 0; it must be greater than 0 [validation/out-of-range]")]
    [InlineData("affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{labelSelector: {}}]}}", "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: needs topologyKey [validation/required]")]
    [InlineData("affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {}}}", "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: needs a term [validation/required]")]
    [InlineData("dnsPolicy: None", "spec.dnsConfig: needs a nameserver, as dnsPolicy is None [validation/required]")]
    [InlineData("hostUsers: false\nhostNetwork: true", "spec.hostNetwork: is on, and hostUsers is false [validation/conflict]")]
    [InlineData("securityContext: {sysctls: [{name: net.core.somaxconn, value: '1'}]}\nhostNetwork: true", "spec.securityContext.sysctls[0].name: is net.core.somaxconn, and the pod uses the node's network [validation/conflict]")]
    [InlineData("os: {name: windows}\nsecurityContext: {fsGroup: 1}", "spec.securityContext.fsGroup: fsGroup can't be set in a pod for windows [validation/operating-system]")]
    [InlineData("priority: 5", "spec.priority: is 5; the pod's priority class makes it 0 [validation/priority]")]
    [InlineData("hostname: Web", "spec.hostname: is 'Web', which is not a DNS label (lower-case letters, digits and '-', beginning and ending with a letter or digit, at most 63 characters) [validation/invalid-name]")]
    public void What_is_wrong_with_a_pods_spec_is_said(string spec, string line) =>
        Validated.Lines(Pod(spec: spec)).Should().Equal(line);

    [Fact]
    public void On_the_nodes_network_two_containers_of_a_Pod_cannot_listen_on_one_port() =>
        Validated.Lines(Pod("ports: [{containerPort: 80}]", "hostNetwork: true").Replace(
            "  containers:\n", "  containers:\n  - {name: log, image: log, ports: [{containerPort: 80}]}\n", StringComparison.Ordinal)).Should().Equal(
            "spec.containers[1].ports[0].hostPort: takes TCP port 80 of the node twice, as the pod uses the node's network [validation/duplicate]");

    [Fact]
    public void A_pod_without_containers_is_reported() =>
        Validated.Lines("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n").Should().Equal("spec.containers: has no containers [validation/required]");

    [Fact]
    public void Limits_of_the_pod_hold_for_its_containers_together() =>
        Validated.Lines(Pod("resources: {requests: {cpu: 2}}", "resources: {requests: {cpu: 1}}")).Should().Equal(
            "spec.resources.requests[cpu]: is 1; the containers request 2 together [validation/pod-resources]");

    [Fact]
    public void A_sleep_may_take_no_time_since_1_33() =>
        new[] { KubernetesVersion.V1_32, KubernetesVersion.V1_33 }
            .Select(v => Validated.FindingsOf(Pod("lifecycle: {preStop: {sleep: {seconds: 0}}}"), v).Count).Should().Equal(1, 0);

    [Theory]
    [InlineData("[{name: gpu}]", 0)]
    [InlineData("[{name: gpu}, {name: gpu}]", 1)]
    [InlineData("[{name: gpu, request: a}, {name: gpu, request: b}]", 0)]
    [InlineData("[{name: gpu, request: a}, {name: gpu}]", 1)]
    [InlineData("[{name: disk}]", 1)]
    public void Claims_of_a_container_are_the_pods_and_listed_once(string claims, int findings) =>
        Validated.Findings(Pod($"resources: {{claims: {claims}}}", "resourceClaims: [{name: gpu, resourceClaimName: gpu}]")).Should().HaveCount(findings);

    [Fact]
    public void Environment_variables_may_have_other_names_since_1_32() =>
        new[] { KubernetesVersion.V1_31, KubernetesVersion.V1_32 }
            .Select(v => Validated.FindingsOf(Pod("env:\n- {name: 1-2-3, value: a}"), v).Count).Should().Equal(1, 0);
}
