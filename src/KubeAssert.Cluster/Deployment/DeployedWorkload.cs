namespace KubeAssert.Cluster;

/// <summary>One workload of a deployment, for assertions.</summary>
/// <param name="Deployed">What it belongs to.</param>
/// <param name="Object">Which it is.</param>
public sealed record DeployedWorkload(DeployedManifests Deployed, ObjectKey Object)
{
    /// <summary>Kind and name: <c>Deployment/web</c>.</summary>
    public override string ToString() => Object.ToString();
}

/// <summary>One Service of a deployment, for assertions.</summary>
/// <param name="Deployed">What it belongs to.</param>
/// <param name="Name">Its name.</param>
public sealed record DeployedService(DeployedManifests Deployed, string Name)
{
    /// <summary>Kind and name: <c>Service/web</c>.</summary>
    public override string ToString() => $"Service/{Name}";
}

public sealed partial class DeployedManifests
{
    /// <summary>A Deployment, by its name in the manifests.</summary>
    public DeployedWorkload Deployment(string name) => Workload("apps", "Deployment", name);

    /// <summary>A StatefulSet, by its name in the manifests.</summary>
    public DeployedWorkload StatefulSet(string name) => Workload("apps", "StatefulSet", name);

    /// <summary>A DaemonSet, by its name in the manifests.</summary>
    public DeployedWorkload DaemonSet(string name) => Workload("apps", "DaemonSet", name);

    /// <summary>A Job, by its name in the manifests.</summary>
    public DeployedWorkload Job(string name) => Workload("batch", "Job", name);

    /// <summary>A Pod, by its name in the manifests.</summary>
    public DeployedWorkload Pod(string name) => Workload("", "Pod", name);

    /// <summary>A Service, by its name in the manifests.</summary>
    public DeployedService Service(string name) => new(this, name);

    private DeployedWorkload Workload(string group, string kind, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var written = Manifests.FirstOrDefault(m => m.Group == group && m.Kind == kind && m.Name == name);
        return new DeployedWorkload(this, new ObjectKey(group, kind, written?.Namespace ?? Namespace, name));
    }
}
