using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert;

/// <content>Who pods are to the API server.</content>
public static partial class Rules
{
    /// <summary>A pod runs as a ServiceAccount of its own.</summary>
    public static Rule ServiceAccountIsOwn { get; } = Rule
        .For<PodTemplate>("service-account-is-own", "A pod runs as a ServiceAccount of its own")
        .Severity(Severity.Warning)
        .Because("what is granted to the default account is granted to every pod of the namespace")
        .Fix("make a ServiceAccount and name it in serviceAccountName, or set automountServiceAccountToken: false")
        .Where(pod => pod.Spec["automountServiceAccountToken"].AsBoolean() != false)
        .Must(
            pod => pod.ServiceAccountName != "default",
            pod => pod.Spec["serviceAccountName"].HasValue ? "is the default account of the namespace" : "is not set, which means the default account of the namespace",
            pod => pod.Spec["serviceAccountName"])
        .Page();

    /// <summary>A pod names its ServiceAccount in the field that is not deprecated.</summary>
    public static Rule ServiceAccountFieldIsCurrent { get; } = Rule
        .For<PodTemplate>("service-account-field-is-current", "A pod names its ServiceAccount in serviceAccountName")
        .Severity(Severity.Warning)
        .Because("the field serviceAccount is a deprecated alias, and a name that is left behind in it still counts")
        .Fix("write serviceAccountName instead")
        .Must(
            pod => !pod.Spec["serviceAccount"].HasValue || pod.Spec["serviceAccountName"].HasValue,
            pod => $"names {pod.Spec["serviceAccount"].Text} in a deprecated field",
            pod => pod.Spec["serviceAccount"])
        .Page();

    /// <summary>A pod gets a token of the API server only where it says so.</summary>
    public static Rule TokenIsNotAutomounted { get; } = Rule
        .For<PodTemplate>("token-is-not-automounted", "A pod gets a token of the API server only where it says so")
        .Severity(Severity.Warning)
        .Because("whoever gets in could ask the API server as this pod")
        .Fix("set automountServiceAccountToken: false, or true where the pod talks to the API server")
        .Check((pod, context) => pod.Spec["automountServiceAccountToken"].HasValue
                || context.Manifests.Find("", "ServiceAccount", pod.Namespace, pod.ServiceAccountName)?["automountServiceAccountToken"] is { HasValue: true }
            ? []
            : [context.Finding(pod.Spec["automountServiceAccountToken"], $"is set neither here nor in ServiceAccount/{pod.ServiceAccountName}, which mounts a token")])
        .Page();
}
