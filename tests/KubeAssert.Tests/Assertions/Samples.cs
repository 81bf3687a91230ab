namespace KubeAssert.Tests.Assertions;

/// <summary>Manifests with a mistake for each assertion; the page of assertions shows them.</summary>
internal static class Samples
{
    public static readonly ManifestSet Shop = Manifests.Parse(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          labels: {app: web, odd: "{0} {braces}"}
          annotations: {team: orders}
        spec:
          replicas: 1
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: web
                  image: nginx:latest
                  ports:
                    - {name: http, containerPort: 8080}
                  env:
                    - {name: LOG_LEVEL, value: info}
                    - {name: PASSWORD, valueFrom: {secretKeyRef: {name: db, key: password}}}
                  envFrom:
                    - configMapRef: {name: settings}
                  livenessProbe: {httpGet: {path: /alive, port: http}}
                  resources:
                    requests: {cpu: 100m, memory: 128Mi}
                    limits: {cpu: "2"}
                - name: log
                  image: registry.example.com/log:1.4
                  readinessProbe: {tcpSocket: {port: 24224}}
                  securityContext: {runAsNonRoot: true}
              volumes:
                - name: settings
                  configMap: {name: settings}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: job}
        spec:
          initContainers:
            - {name: wait, image: registry.example.com/wait:2, securityContext: {runAsUser: 10001}}
          containers:
            - {name: job, image: registry.example.com/job:2, securityContext: {runAsUser: 0}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec:
          selector: {app: wep}
          ports: [{port: 80, targetPort: http}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: api, labels: {app: web}}
        spec:
          selector: {app: web}
          ports: [{port: 80, targetPort: http}]
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        data:
          version: "1.10"
          motd: |
            hello
            world
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: db
          annotations:
            kubectl.kubernetes.io/last-applied-configuration: '{"stringData":{"password":"hunter2"}}'
        stringData:
          password: hunter2
        """,
        "shop.yaml");

    public static readonly ManifestSet Broken = Manifests.Parse(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec:
          selektor: {app: web}
          ports: [{port: 80}]
        """,
        "broken.yaml");

    public static readonly ManifestSet Old = Manifests.Parse(
        """
        apiVersion: batch/v1beta1
        kind: CronJob
        metadata: {name: report}
        spec:
          schedule: "0 3 * * *"
          jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: report, image: registry.example.com/report:2}]}}}}
        """,
        "old.yaml");
}
