using KubeAssert;

namespace Org.KubernetesPolicies;

/// <summary>The rules of the house, one by one.</summary>
public static class HouseRules
{
    /// <summary>Every image comes from our registry.</summary>
    public static readonly Rule ImagesFromOurRegistry = Rule
        .For<Container>("images-from-our-registry", "Every image comes from our registry")
        .Because("only that registry is scanned")
        .Fix("push it to registry.example.com")
        .Must(
            container => container.ImageReference?.Registry == "registry.example.com",
            container => $"uses {container.Image}",
            container => container["image"]);

    /// <summary>A Deployment runs a pod that may go away, and one that answers meanwhile.</summary>
    public static readonly Rule EnoughReplicas = Rule.WithParameters(new HouseReplicas(), parameters => Rule
        .For<Workload>("enough-replicas", $"A Deployment runs {parameters.AtLeast} pods at least")
        .Because("a node may go away at any time")
        .Fix($"set replicas: {parameters.AtLeast}")
        .Where(workload => workload.Kind == "Deployment")
        .Must(
            workload => workload.Replicas >= parameters.AtLeast,
            workload => $"runs {workload.Replicas}",
            workload => workload["spec"]["replicas"]));

    /// <summary>Every Secret that a pod reads is declared beside it.</summary>
    public static readonly Rule SecretsAreDeclared = Rule
        .ForSet("secrets-are-declared", "Every Secret that a pod reads is declared beside it", context => context.References.Missing
            .Where(reference => reference.Target.Kind == "Secret")
            .Select(reference => context.Finding(reference.Node, reference.Message!, reference.Fix)))
        .Because("a Secret that was made by hand is gone after the next disaster");
}
