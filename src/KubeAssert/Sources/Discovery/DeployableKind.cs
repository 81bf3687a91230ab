namespace KubeAssert;

/// <summary>What the manifests of a <see cref="Deployable"/> come from.</summary>
public enum DeployableKind
{
    /// <summary>Files that hold manifests as they are.</summary>
    Manifests,

    /// <summary>A kustomization that no other kustomization uses.</summary>
    Kustomization,

    /// <summary>A Helm chart, with or without a values file of an environment.</summary>
    HelmChart,

    /// <summary>A <c>skaffold.yaml</c> that no other one requires.</summary>
    Skaffold,

    /// <summary>A Jsonnet environment.</summary>
    Jsonnet,

    /// <summary>The path of a Flux <c>Kustomization</c> inside the repository.</summary>
    FluxKustomization,

    /// <summary>The path of an Argo CD <c>Application</c> inside the repository.</summary>
    ArgoApplication,
}
