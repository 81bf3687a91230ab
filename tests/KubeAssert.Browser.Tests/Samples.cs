using System.Globalization;
using System.Text;

namespace KubeAssert.Browser.Tests;

/// <summary>Reports to look at.</summary>
internal static class Samples
{
    private static readonly Rule Replicas = Rule.For<Workload>("two-replicas", "A Deployment has at least two replicas")
        .Severity(Severity.Warning).Because("one node's failure would take it down").Fix("set replicas: 2")
        .Where(w => w.Kind == "Deployment")
        .Must(w => (w["spec"]["replicas"].AsInteger() ?? 1) >= 2, w => "runs one replica", w => w["spec"]["replicas"]);

    private static readonly Rule Registry = Rule.For<Container>("our-registry", "Images come from registry.example.com")
        .Because("only that registry is scanned")
        .Must(c => c.ImageReference?.Registry == "registry.example.com", c => $"comes from {c.ImageReference?.Registry}", c => c["image"]);

    public static Policy Policy { get; } = PodSecurity.Restricted
        .Add(Replicas, Registry, Rule.ForSet("whatever-is-named-exists", "Whatever manifests name exists", context => context.References.Missing.Select(r => r.ToFinding())))
        .Named("Production")
        .Except("our-registry").For("Deployment/legacy").Because("the vendor ships it that way").Until("2099-12-31");

    public static Report Shop() => Report.Of(Set(), Policy);

    public static ManifestSet Set()
    {
        var folder = Directory.CreateTempSubdirectory("kubeassert-sample-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, ".git"));
        Directory.CreateDirectory(Path.Combine(folder, "deploy"));
        File.WriteAllText(Path.Combine(folder, "deploy", "web.yaml"), Web);
        File.WriteAllText(Path.Combine(folder, "deploy", "jobs.yaml"), Jobs);
        return Manifests.Load(new LoadOptions { BaseFolder = folder }, "deploy/");
    }

    /// <summary>Names, labels and messages that try to be more than text.</summary>
    public static Report Hostile()
    {
        const string attack = "</script><script>window.attacked=1</script><img src=x onerror=window.attacked=1>\\\"'`${1}";
        var yaml = $"""
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: "{attack}"
              namespace: "{attack}"
              labels: {"{"}"{attack}": "{attack}"{"}"}
            data:
              long: {new string('x', 500)}
              "\u202Eevil": "שלום 🙂 \u2066"
            ---
            apiVersion: v1
            kind: Pod
            metadata: {"{"}name: "</title><svg onload=window.attacked=1>", namespace: "{attack}"{"}"}
            spec:
              containers:
                - name: "{attack}"
                  image: "{attack}"
                  envFrom:
                    - configMapRef: {"{"}name: "{attack}"{"}"}
                    - configMapRef: {"{"}name: "-->{attack}"{"}"}
            """;
        var rule = Rule.ForEach("v1", "ConfigMap", "hostile").Check((m, context) => m["data"].Entries.Select(e =>
            context.Finding(e.Value, $"<b>{e.Key}</b> {attack} {new string('y', 300)} \u202E{e.Value.Text}", fix: attack, nearest: attack)));
        return Report.Of(Manifests.Parse(yaml, $"{attack}.yaml"), Policy.Add(rule.Documented(new Uri("javascript:window.attacked=1"))).Named(attack));
    }

    /// <summary>A finding whose surroundings hold a Secret.</summary>
    public static Report WithSecretBeside()
    {
        var folder = Directory.CreateTempSubdirectory("kubeassert-sample-").FullName;
        File.WriteAllText(Path.Combine(folder, "list.yaml"), """
            apiVersion: v1
            kind: List
            items:
              - apiVersion: v1
                kind: Secret
                metadata: {name: database}
                stringData:
                  # hunter2 was the old one
                  password: hunter2
                  note: |
                    hunter2
              - apiVersion: v1
                kind: ConfigMap
                metadata: {name: web}
              - apiVersion: v1
                kind: Secret
                metadata: {name: other}
                data: {password: hunter2, more: hunter2}
            """);
        var set = Manifests.Load(new LoadOptions { BaseFolder = folder }, "list.yaml");
        return Report.Of(set, Policy.Of("all", Rule.For<Manifest>("any").Must(_ => false, m => "is there")));
    }

    /// <summary>Many objects that refer to each other.</summary>
    public static Report Large(int workloads)
    {
        const string one = """
            apiVersion: v1
            kind: Service
            metadata: {name: app-ID, namespace: team-TEAM}
            spec: {selector: {app: app-ID}, ports: [{port: 80}]}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: app-ID, namespace: team-TEAM}
            spec:
              selector: {matchLabels: {app: app-ID}}
              template:
                metadata: {labels: {app: app-ID}}
                spec:
                  containers:
                    - name: app
                      image: registry.example.com/app:ID
                      envFrom:
                        - configMapRef: {name: shared}
                        - configMapRef: {name: app-NAMED}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: app-ID, namespace: team-TEAM}
            ---

            """;
        var yaml = new StringBuilder();
        for (var i = 0; i < workloads; i++)
        {
            yaml.Append(one.Replace("ID", Text(i), StringComparison.Ordinal).Replace("TEAM", Text(i % 7), StringComparison.Ordinal)
                .Replace("NAMED", i % 10 == 0 ? "gone" : Text(i), StringComparison.Ordinal));
        }

        for (var i = 0; i < 7; i++)
            yaml.Append(CultureInfo.InvariantCulture, $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: shared, namespace: team-{i}}}\n---\n");
        return Report.Of(Manifests.Parse(yaml.ToString(), "many.yaml"), Policy);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private const string Web = """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
          namespace: shop
        spec:
          selector:
            app: web
          ports:
            - name: http
              port: 80
              targetPort: http
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: web
          namespace: shop
        spec:
          tls:
            - hosts: [shop.example]
              secretName: shop-tls
          rules:
            - host: shop.example
              http:
                paths:
                  - path: /
                    pathType: Prefix
                    backend:
                      service:
                        name: web
                        port:
                          name: http
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
          labels:
            app: web
        spec:
          replicas: 1 # until the sessions are shared
          selector:
            matchLabels:
              app: web
          template:
            metadata:
              labels:
                app: web
            spec:
              securityContext:
                runAsNonRoot: true
                seccompProfile:
                  type: RuntimeDefault
              containers:
                - name: web
                  image: docker.io/library/nginx:1.29
                  ports:
                    - name: http
                      containerPort: 8080
                  env:
                    - name: LEVEL
                      valueFrom:
                        configMapKeyRef:
                          name: web-settings
                          key: level
                    - name: PASSWORD
                      valueFrom:
                        secretKeyRef:
                          name: database
                          key: password
                  securityContext:
                    allowPrivilegeEscalation: false
                    capabilities:
                      drop: [ALL]
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: web-config
          namespace: shop
        data:
          level: info
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: database
          namespace: shop
        stringData:
          password: hunter2-hunter2
        """;

    private const string Jobs = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: legacy
          namespace: billing
        spec:
          replicas: 2
          selector:
            matchLabels:
              app: legacy
          template:
            metadata:
              labels:
                app: legacy
            spec:
              containers:
                - name: legacy
                  image: vendor.example/legacy:4.1
                  securityContext:
                    privileged: true
        ---
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: invoices
          namespace: billing
        spec:
          schedule: "0 4 * * *"
          jobTemplate:
            spec:
              template:
                spec:
                  serviceAccountName: invoices
                  restartPolicy: Never
                  securityContext:
                    runAsNonRoot: true
                    seccompProfile:
                      type: RuntimeDefault
                  containers:
                    - name: invoices
                      image: registry.example.com/invoices:7
                      securityContext:
                        allowPrivilegeEscalation: false
                        capabilities:
                          drop: [ALL]
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: invoices
          namespace: billing
        """;
}
