namespace KubeAssert.References;

/// <summary>What volumes name: ConfigMaps, Secrets and the keys they pick, claims, and the Secrets of storage drivers.</summary>
internal static class VolumeReferences
{
    public static void Read(Manifest manifest, Node volume, string? @namespace, GraphBuilder graph)
    {
        foreach (var entry in volume.Entries)
        {
            var node = entry.Value;
            switch (entry.Key)
            {
                case "configMap":
                    Source(ReferenceKind.ConfigMap, ReferenceKind.ConfigMapKey, "ConfigMap", manifest, node, "name", @namespace, graph);
                    break;
                case "secret":
                    Source(ReferenceKind.Secret, ReferenceKind.SecretKey, "Secret", manifest, node, "secretName", @namespace, graph);
                    break;
                case "projected":
                    foreach (var source in node["sources"].Items)
                    {
                        Source(ReferenceKind.ConfigMap, ReferenceKind.ConfigMapKey, "ConfigMap", manifest, source["configMap"], "name", @namespace, graph);
                        Source(ReferenceKind.Secret, ReferenceKind.SecretKey, "Secret", manifest, source["secret"], "name", @namespace, graph);
                    }

                    break;
                case "persistentVolumeClaim":
                    graph.Object(ReferenceKind.PersistentVolumeClaim, manifest, node["claimName"], "", "PersistentVolumeClaim", @namespace);
                    break;
                case "ephemeral":
                    graph.Object(ReferenceKind.StorageClass, manifest, node["volumeClaimTemplate"]["spec"]["storageClassName"], null, "StorageClass", null);
                    break;
                case "azureFile":
                    graph.Object(ReferenceKind.Secret, manifest, node["secretName"], "", "Secret", @namespace);
                    break;
                case "csi":
                    graph.Object(ReferenceKind.Secret, manifest, node["nodePublishSecretRef"]["name"], "", "Secret", @namespace);
                    break;
                case "cephfs" or "rbd" or "iscsi" or "flexVolume" or "scaleIO" or "storageos":
                    graph.Object(ReferenceKind.Secret, manifest, node["secretRef"]["name"], "", "Secret", @namespace);
                    break;
            }
        }
    }

    private static void Source(
        string kind, string keyKind, string targetKind, Manifest manifest, Node source, string nameKey, string? @namespace, GraphBuilder graph)
    {
        if (!source.HasValue)
            return;

        var isOptional = source["optional"].AsBoolean() == true;
        var found = graph.Object(kind, manifest, source[nameKey], "", targetKind, @namespace, isOptional);
        foreach (var item in source["items"].Items)
        {
            if (item["key"].Text is not { Length: > 0 })
                continue;
            if (found is null)
                graph.CreatedKey(keyKind, manifest, item["key"], targetKind, @namespace, source[nameKey].Text);
            else
                DataKeys.Read(keyKind, manifest, item["key"], found, isOptional, graph);
        }
    }
}
