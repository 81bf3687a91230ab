namespace KubeAssert.Cluster;

/// <summary>Begins assertions over what was deployed.</summary>
public static class ClusterAssertionExtensions
{
    /// <summary>Begins assertions over a deployment as a whole.</summary>
    public static DeployedManifestsAssertions Should(this DeployedManifests? deployed) => new(deployed);

    /// <summary>Begins assertions over one deployed workload.</summary>
    public static DeployedWorkloadAssertions Should(this DeployedWorkload? workload) => new(workload);

    /// <summary>Begins assertions over one deployed Service.</summary>
    public static DeployedServiceAssertions Should(this DeployedService? service) => new(service);
}
