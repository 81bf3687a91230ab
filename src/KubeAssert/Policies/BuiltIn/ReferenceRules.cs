using KubeAssert.PolicyRules;
using KubeAssert.PolicyRules.BuiltIn;
using Selected = KubeAssert.PolicyRules.BuiltIn.ServiceSelectsPods;

namespace KubeAssert;

/// <content>What manifests name or select has to exist. All of it together is <c>manifests.Should().ResolveReferences()</c>.</content>
public static partial class Rules
{
    /// <summary>A Service selects at least one pod.</summary>
    public static Rule ServiceSelectsPods { get; } = Selected.Rule.Fix("select labels that a pod template of its namespace carries").Page();

    /// <summary>A Service sends to a port that its pods declare.</summary>
    public static Rule ServicePortExists { get; } = Resolves<Service>(
        "service-port-exists", "A Service sends to a port that its pods have", "connections would be refused, though there are endpoints", "send to a port that a container declares", ReferenceKind.ServicePort);

    /// <summary>An Ingress sends to a Service and port that exist.</summary>
    public static Rule IngressServiceExists { get; } = Resolves<Ingress>(
        "ingress-service-exists", "An Ingress sends to a Service and a port that exist", "requests would be answered with 503 or 404", "name a Service of the same namespace and a port that it has", ReferenceKind.IngressService, ReferenceKind.IngressPort);

    /// <summary>The certificate of an Ingress exists.</summary>
    public static Rule TlsSecretExists { get; } = Resolves<Manifest>(
        "tls-secret-exists", "The Secret with a certificate exists", "browsers would get the controller's own certificate and refuse it", "add the Secret, or declare that it is made elsewhere", ReferenceKind.TlsSecret);

    /// <summary>A route of the Gateway API leads to a Service and port that exist.</summary>
    public static Rule RouteResolves { get; } = Resolves<Manifest>(
        "route-resolves", "A route of the Gateway API leads from a Gateway to a Service and port that exist", "requests would be answered with 500 or never get there", "name what exists", ReferenceKind.RouteService, ReferenceKind.RoutePort, ReferenceKind.Gateway);

    /// <summary>ConfigMaps, and keys of ConfigMaps and Secrets, that environment variables take their values from exist. A Secret as a whole is <see cref="SecretExists"/>.</summary>
    public static Rule EnvSourceExists { get; } = Resolves<Workload>(
        "env-source-exists", "What environment variables take their values from exists", "the container would wait with CreateContainerConfigError", "add it, or set optional: true",
        IsOfEnvironment, ReferenceKind.ConfigMap, ReferenceKind.ConfigMapKey, ReferenceKind.SecretKey);

    /// <summary>Secrets that environment variables and volumes name exist. Where something else makes them, declare them with <c>Expecting</c>.</summary>
    public static Rule SecretExists { get; } = Resolves<Workload>(
        "secret-exists", "The Secrets that pods name exist", "the container would wait with CreateContainerConfigError, or the pod in ContainerCreating", "add the Secret, or declare that it is made elsewhere", ReferenceKind.Secret);

    /// <summary>ConfigMaps, keys of ConfigMaps and Secrets, and claims that volumes are made of exist.</summary>
    public static Rule VolumeSourceExists { get; } = Resolves<Workload>(
        "volume-source-exists", "What volumes are made of exists", "the pod would wait in ContainerCreating, or for its claim", "add it, or set optional: true where the kind of volume allows it",
        reference => !IsOfEnvironment(reference), ReferenceKind.ConfigMap, ReferenceKind.ConfigMapKey, ReferenceKind.SecretKey, ReferenceKind.PersistentVolumeClaim, ReferenceKind.Volume);

    /// <summary>Secrets by which images are pulled exist.</summary>
    public static Rule ImagePullSecretExists { get; } = Resolves<Manifest>(
        "image-pull-secret-exists", "The Secret by which images are pulled exists", "the image would be pulled without credentials, which a private registry refuses", "add the Secret, or declare that it is made elsewhere", ReferenceKind.ImagePullSecret);

    /// <summary>The ServiceAccount of a pod exists.</summary>
    public static Rule ServiceAccountExists { get; } = Resolves<Workload>(
        "service-account-exists", "The ServiceAccount of a pod exists", "no pod would be made at all", "add the ServiceAccount", ReferenceKind.ServiceAccount);

    /// <summary>Classes that are named exist, where the set has some of that kind.</summary>
    public static Rule ClassesExist { get; } = Resolves<Manifest>(
        "classes-exist", "The classes that are named exist", "pods or claims would wait for ever, or nobody would serve the Ingress", "name a class that exists",
        ReferenceKind.PriorityClass, ReferenceKind.RuntimeClass, ReferenceKind.StorageClass, ReferenceKind.IngressClass, ReferenceKind.GatewayClass);

    /// <summary>What an autoscaler scales exists.</summary>
    public static Rule AutoscalerTargetExists { get; } = Resolves<Manifest>(
        "autoscaler-target-exists", "What an autoscaler scales exists", "nothing would ever be scaled", "name a workload of the same namespace", ReferenceKind.ScaleTarget);

    /// <summary>A NetworkPolicy selects at least one pod.</summary>
    public static Rule NetworkPolicySelectsPods { get; } = Resolves<NetworkPolicy>(
        "network-policy-selects-pods", "A NetworkPolicy selects at least one pod", "it would restrict nobody, and what it was meant for stays open", "select labels that a pod template of its namespace carries", ReferenceKind.NetworkPolicyPods);

    /// <summary>A PodDisruptionBudget selects at least one pod.</summary>
    public static Rule DisruptionBudgetSelectsPods { get; } = Resolves<PodDisruptionBudget>(
        "disruption-budget-selects-pods", "A PodDisruptionBudget selects at least one pod", "it would protect nobody", "select labels that a pod template of its namespace carries", ReferenceKind.DisruptionBudgetPods);

    /// <summary>The Service of a StatefulSet exists.</summary>
    public static Rule StatefulSetServiceExists { get; } = Resolves<Workload>(
        "stateful-set-service-exists", "The Service that gives a StatefulSet's pods their names exists", "the pods would have no names of their own in DNS", "add a headless Service of that name", ReferenceKind.StatefulSetService);

    /// <summary>A ServiceMonitor or PodMonitor selects something, and a port that it has.</summary>
    public static Rule ServiceMonitorSelectsServices { get; } = Resolves<Manifest>(
        "service-monitor-selects-services", "A ServiceMonitor or PodMonitor selects something, and a port that it has", "nothing would be scraped, and no alert would say so", "select labels and a port that exist",
        ReferenceKind.ServiceMonitor, ReferenceKind.PodMonitor, ReferenceKind.MonitorPort);

    /// <summary>A binding grants a role that exists to accounts that exist.</summary>
    public static Rule BindingResolves { get; } = Resolves<RoleBinding>(
        "binding-resolves", "A binding grants a role that exists to accounts that exist", "the pods would be refused what they ask for", "name what exists", ReferenceKind.Role, ReferenceKind.Subject);

    /// <summary>A port that a probe or hook asks by name is declared by its container.</summary>
    public static Rule NamedPortExists { get; } = Resolves<Workload>(
        "named-port-exists", "A port that a probe or a hook asks by name is declared by its container", "the probe would fail each time and the container never be ready", "ask a name that the container declares", ReferenceKind.ContainerPort);

    /// <summary>The Service of a webhook or of an API exists.</summary>
    public static Rule WebhookServiceExists { get; } = Resolves<Manifest>(
        "webhook-service-exists", "The Service of a webhook or of an API exists", "every request that it has to see would be refused", "name the Service that serves it", ReferenceKind.WebhookService, ReferenceKind.ApiService);

    private static Rule Resolves<T>(string id, string title, string reason, string fix, params string[] kinds)
        where T : class => Resolves<T>(id, title, reason, fix, static _ => true, kinds);

    private static Rule Resolves<T>(string id, string title, string reason, string fix, Func<Reference, bool> condition, params string[] kinds)
        where T : class => Rule
        .For<T>(id, title)
        .Because(reason)
        .Fix(fix)
        .Check((subject, context) => Missing(RuleSubjects<T>.ManifestOf(subject)!, context, condition, kinds))
        .Page();

    private static IEnumerable<Finding> Missing(Manifest manifest, RuleContext context, Func<Reference, bool> condition, string[] kinds)
    {
        foreach (var reference in context.References.ReferencesFrom(manifest))
        {
            if (reference.IsMissing && Array.IndexOf(kinds, reference.Kind) >= 0 && condition(reference))
                yield return context.Finding(reference);
        }
    }

    private static bool IsOfEnvironment(Reference reference)
    {
        var path = reference.Path;
        return path.Contains(".env[", StringComparison.Ordinal) || path.Contains(".envFrom[", StringComparison.Ordinal);
    }
}
