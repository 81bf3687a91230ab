namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>Whatever a manifest names or selects has to exist.</summary>
/// <remarks>Kubernetes accepts names of things that are not there; pods then wait for ever, and traffic goes nowhere.</remarks>
internal static class ReferencesResolve
{
    public static readonly Rule Rule = Rule.ForSet("references-resolve", "Whatever a manifest names or selects exists", Find)
        .Because("pods would wait for ever for what was never made");

    private static IEnumerable<Finding> Find(RuleContext context) => context.References.Missing.Select(r => r.ToFinding());
}
