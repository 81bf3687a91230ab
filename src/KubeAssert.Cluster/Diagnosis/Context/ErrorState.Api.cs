namespace KubeAssert.Cluster;

/// <content>States of the API.</content>
public sealed partial class ErrorState
{
    /// <summary>A custom kind is not served yet.</summary>
    public static ErrorState NotEstablished { get; } = new(
        "NotEstablished",
        ErrorStateClass.SelfHealing,
        "a custom kind is not served yet",
        "A CustomResourceDefinition was applied, but the API server does not serve its kind yet; that takes a moment. Where its names clash with another definition's, it never will.",
        "Wait; where NamesAccepted is False, choose other names.",
        "definition without condition `Established=True`; `no matches for kind` on apply");

    /// <summary>The namespace is being deleted.</summary>
    public static ErrorState NamespaceTerminating { get; } = new(
        "NamespaceTerminating",
        ErrorStateClass.Terminal,
        "the namespace is being deleted",
        "Nothing can be created in a namespace that is being deleted, and what is in it goes.",
        "Wait until it is gone and make it anew, or deploy to another one; a finalizer that nobody clears keeps it forever.",
        "namespace phase `Terminating`; `because it is being terminated` on apply");

    /// <summary>The API server refused a manifest.</summary>
    public static ErrorState ApplyRejected { get; } = new(
        "ApplyRejected",
        ErrorStateClass.Terminal,
        "the API server refused a manifest",
        "The API server did not take the manifest. Its answer names the field or the rule.",
        "Correct the field named below; the same check runs without a cluster: manifests.Should().BeValid().",
        "the answer to the apply: 400, 403, 404, 422");
}
