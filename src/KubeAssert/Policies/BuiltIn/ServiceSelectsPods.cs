namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>A Service whose selector matches no pod template sends its traffic nowhere.</summary>
/// <remarks>Kubernetes accepts it without a word; callers see "no endpoints available for service".</remarks>
internal static class ServiceSelectsPods
{
    public static readonly Rule Rule = Rule
        .For<Service>("service-selects-pods", "A Service selects at least one pod")
        .Because("its traffic would go nowhere")
        .Check(Find);

    private static IEnumerable<Finding> Find(Service service, RuleContext context) =>
        context.References.ReferencesFrom(service.Manifest)
            .Where(r => r.IsMissing && r.Kind == ReferenceKind.ServicePods)
            .Select(context.Finding);
}
