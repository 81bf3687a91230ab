using KubeAssert.Model;

namespace KubeAssert.References;

/// <summary>What pods name: ConfigMaps, Secrets and their keys, claims, accounts, classes, and their own volumes and ports.</summary>
internal static class PodReferences
{
    private static readonly string[] Hooks = ["postStart", "preStop"];

    public static void Read(PodTemplate template, GraphBuilder graph)
    {
        var manifest = template.Manifest;
        var @namespace = template.Namespace;
        if (template.Spec is not MapNode spec)
            return;

        foreach (var entry in spec.Span)
        {
            var node = entry.Value;
            switch (entry.Key)
            {
                case "serviceAccountName":
                    graph.Object(ReferenceKind.ServiceAccount, manifest, node, "", "ServiceAccount", @namespace);
                    break;
                case "serviceAccount" when !spec["serviceAccountName"].HasValue:
                    graph.Object(ReferenceKind.ServiceAccount, manifest, node, "", "ServiceAccount", @namespace);
                    break;
                case "imagePullSecrets":
                    foreach (var secret in node.Items)
                        graph.Object(ReferenceKind.ImagePullSecret, manifest, secret["name"], "", "Secret", @namespace);
                    break;
                case "priorityClassName":
                    graph.Object(ReferenceKind.PriorityClass, manifest, node, null, "PriorityClass", null);
                    break;
                case "runtimeClassName":
                    graph.Object(ReferenceKind.RuntimeClass, manifest, node, null, "RuntimeClass", null);
                    break;
                case "volumes":
                    foreach (var volume in node.Items)
                    {
                        if (!IsClaimedByTemplate(template, volume))
                            VolumeReferences.Read(manifest, volume, @namespace, graph);
                    }

                    break;
            }
        }

        List<(string Name, Node Node)>? volumes = null;
        foreach (var container in template.Containers)
            Read(container, ref volumes, graph);
    }

    private static void Read(Container container, ref List<(string Name, Node Node)>? volumes, GraphBuilder graph)
    {
        var manifest = container.Manifest;
        if (container.Node is not MapNode map)
            return;

        foreach (var entry in map.Span)
        {
            var node = entry.Value;
            switch (entry.Key)
            {
                case "env":
                    foreach (var variable in node.Items)
                        ReadVariable(manifest, variable["valueFrom"], container.Namespace, graph);
                    break;
                case "envFrom":
                    foreach (var source in node.Items)
                    {
                        Whole(ReferenceKind.ConfigMap, "ConfigMap", manifest, source["configMapRef"], container.Namespace, graph);
                        Whole(ReferenceKind.Secret, "Secret", manifest, source["secretRef"], container.Namespace, graph);
                    }

                    break;
                case "volumeMounts" or "volumeDevices":
                    volumes ??= VolumesOf(container.PodTemplate);
                    foreach (var mount in node.Items)
                    {
                        if (mount["name"].Text is { Length: > 0 } name)
                            graph.Part(ReferenceKind.Volume, manifest, mount["name"], manifest, "volume", name, volumes, "mounts");
                    }

                    break;
                case "livenessProbe" or "readinessProbe" or "startupProbe":
                    ReadPorts(container, node, graph);
                    break;
                case "lifecycle":
                    foreach (var hook in Hooks)
                        ReadPorts(container, node[hook], graph);
                    break;
            }
        }
    }

    private static void ReadVariable(Manifest manifest, Node source, string? @namespace, GraphBuilder graph)
    {
        if (!source.IsMap)
            return;

        Keyed(ReferenceKind.ConfigMap, ReferenceKind.ConfigMapKey, "ConfigMap", manifest, source["configMapKeyRef"], @namespace, graph);
        Keyed(ReferenceKind.Secret, ReferenceKind.SecretKey, "Secret", manifest, source["secretKeyRef"], @namespace, graph);
    }

    private static void Whole(string kind, string targetKind, Manifest manifest, Node reference, string? @namespace, GraphBuilder graph) =>
        graph.Object(kind, manifest, reference["name"], "", targetKind, @namespace, reference["optional"].AsBoolean() == true);

    private static void Keyed(string kind, string keyKind, string targetKind, Manifest manifest, Node reference, string? @namespace, GraphBuilder graph)
    {
        if (!reference.HasValue)
            return;

        var isOptional = reference["optional"].AsBoolean() == true;
        var found = graph.Object(kind, manifest, reference["name"], "", targetKind, @namespace, isOptional);
        if (reference["key"].Text is not { Length: > 0 })
            return;
        if (found is not null)
            DataKeys.Read(keyKind, manifest, reference["key"], found, isOptional, graph);
        else
            graph.CreatedKey(keyKind, manifest, reference["key"], targetKind, @namespace, reference["name"].Text);
    }

    private static void ReadPorts(Container container, Node handler, GraphBuilder graph)
    {
        foreach (var entry in handler.Entries)
        {
            if (entry.Key is not ("httpGet" or "tcpSocket") || entry.Value["port"].AsString() is not { Length: > 0 } name || IsNumber(name))
                continue;

            var ports = container.Ports.Where(port => port.Name.Length > 0).Select(port => (port.Name, port.Node)).ToList();
            graph.Part(ReferenceKind.ContainerPort, container.Manifest, entry.Value["port"], container.Manifest, "port", name, ports, "asks", ownerText: container.ToString());
        }
    }

    /// <summary>The kubelet takes a string of digits for a number.</summary>
    private static bool IsNumber(string name) => name.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>A claim template of a StatefulSet takes the place of a volume of the same name.</summary>
    private static bool IsClaimedByTemplate(PodTemplate template, Node volume) =>
        template.Workload.Kind == "StatefulSet" && volume["name"].Text is { } name
        && template.Workload.Spec["volumeClaimTemplates"].Items.Any(claim => claim["metadata"]["name"].Text == name);

    private static List<(string Name, Node Node)> VolumesOf(PodTemplate template)
    {
        var volumes = template.Spec["volumes"].Items.Select(volume => (volume["name"].Text ?? "", volume)).ToList();
        if (template.Workload.Kind == "StatefulSet")
            volumes.AddRange(template.Workload.Spec["volumeClaimTemplates"].Items.Select(claim => (claim["metadata"]["name"].Text ?? "", claim)));
        return volumes;
    }
}
