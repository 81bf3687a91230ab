using KubeAssert.Model;

namespace KubeAssert.References;

/// <summary>Which reader knows the references of which kind.</summary>
internal sealed class ReferenceReaders(ManifestSet manifests)
{
    private readonly ViewIndex _views = ViewIndex.Of(manifests);

    public void Read(Manifest manifest, GraphBuilder graph)
    {
        if (_views.WorkloadOf(manifest) is { } workload)
        {
            PodReferences.Read(workload.PodTemplate, graph);
            if (workload.Kind == "StatefulSet")
                ReadStatefulSet(manifest, graph);
            return;
        }

        switch (manifest.Group, manifest.Kind)
        {
            case ("", "Service"):
                ServiceReferences.Read(new Service(manifests, manifest), graph);
                break;
            case ("", "ServiceAccount"):
                AccessReferences.ReadAccount(manifest, graph);
                break;
            case ("", "PersistentVolumeClaim"):
                StorageReferences.ReadClaim(manifest, manifest.Root, manifests.NamespaceOf(manifest), graph);
                break;
            case ("", "PersistentVolume"):
                StorageReferences.ReadVolume(manifest, graph);
                break;
            case ("networking.k8s.io" or "extensions", "Ingress"):
                IngressReferences.Read(new Ingress(manifests, manifest), graph);
                break;
            case ("networking.k8s.io" or "extensions", "NetworkPolicy"):
                ScalingReferences.ReadPolicy(new NetworkPolicy(manifests, manifest), graph);
                break;
            case ("policy", "PodDisruptionBudget"):
                ScalingReferences.ReadBudget(new PodDisruptionBudget(manifests, manifest), graph);
                break;
            case ("autoscaling", "HorizontalPodAutoscaler") or ("keda.sh", "ScaledObject"):
                ScalingReferences.ReadTarget(manifest, manifest["spec"]["scaleTargetRef"], graph, scales: true);
                break;
            case ("autoscaling.k8s.io", "VerticalPodAutoscaler"):
                ScalingReferences.ReadTarget(manifest, manifest["spec"]["targetRef"], graph, scales: false);
                break;
            case ("rbac.authorization.k8s.io", "RoleBinding" or "ClusterRoleBinding"):
                AccessReferences.ReadBinding(manifest, graph);
                break;
            case ("admissionregistration.k8s.io", "ValidatingWebhookConfiguration" or "MutatingWebhookConfiguration"):
                WebhookReferences.ReadWebhooks(manifest, graph);
                break;
            case ("apiregistration.k8s.io", "APIService"):
                WebhookReferences.ReadApiService(manifest, graph);
                break;
            case ("apiextensions.k8s.io", "CustomResourceDefinition"):
                WebhookReferences.ReadConversion(manifest, graph);
                break;
            case ("", "Secret"):
                AccessReferences.ReadToken(manifest, graph);
                break;
            case ("rbac.authorization.k8s.io", "Role" or "ClusterRole"):
                AccessReferences.ReadGroups(manifest, graph);
                break;
            case (IstioReferences.Group, _):
                IstioReferences.Read(manifest, graph);
                break;
            case (GatewayReferences.Group, _):
                GatewayReferences.Read(manifest, graph);
                break;
            case (MonitorReferences.Group, _):
                MonitorReferences.Read(manifest, graph);
                break;
        }
    }

    private static void ReadStatefulSet(Manifest manifest, GraphBuilder graph)
    {
        var @namespace = graph.Manifests.NamespaceOf(manifest);
        graph.Object(ReferenceKind.StatefulSetService, manifest, manifest["spec"]["serviceName"], "", "Service", @namespace);
        foreach (var claim in manifest["spec"]["volumeClaimTemplates"].Items)
            StorageReferences.ReadClaim(manifest, claim, @namespace, graph);
    }
}
