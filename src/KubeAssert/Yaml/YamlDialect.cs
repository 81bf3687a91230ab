namespace KubeAssert.Yaml;

/// <summary>Whose reading of YAML is meant: it differs in merge keys and between documents.</summary>
internal enum YamlDialect
{
    /// <summary>
    /// Clients such as kubectl, helm, kustomize and Argo CD, which split a file into documents, read each by sigs.k8s.io/yaml and
    /// send JSON: a key overrides one that is merged, nothing but a comment follows <c>---</c>, and no directive precedes it.
    /// </summary>
    Client,

    /// <summary>The API server's strict reading of a posted body: a key that is merged and written counts as set twice.</summary>
    Server,
}
