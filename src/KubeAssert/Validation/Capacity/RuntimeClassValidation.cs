namespace KubeAssert.Validation;

/// <summary>RuntimeClasses (node.k8s.io).</summary>
/// <remarks>Source: node validation: ValidateRuntimeClass.</remarks>
internal static class RuntimeClassValidation
{
    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);
        problems.RequireForm(root, "handler", NameForm.DnsLabel);
        if (root["overhead"].Given("podFixed") is { } overhead)
            CheckOverhead(root["overhead"], overhead, problems);
        if (root.Given("scheduling") is not { } scheduling)
            return;

        LabelsValidation.CheckLabels(scheduling["nodeSelector"], problems);
        var tolerations = scheduling.List("tolerations");
        TolerationValidation.Check(tolerations, problems);
        for (var i = 0; i < tolerations.Length; i++)
        {
            for (var earlier = 0; earlier < i; earlier++)
            {
                if (AreSame(tolerations[earlier], tolerations[i]))
                    problems.Add("duplicate", tolerations[i], "repeats an earlier toleration", "remove it");
            }
        }
    }

    /// <summary>The overhead is checked as if it were a container's limits, and named so.</summary>
    private static void CheckOverhead(Node overhead, Node podFixed, Problems problems) =>
        ResourceValidation.CheckOverhead(podFixed, problems, NodePaths.Child(overhead, "limits"));

    private static bool AreSame(Node a, Node b) =>
        a.String("key") == b.String("key") && a.String("operator") == b.String("operator") && a.String("value") == b.String("value") && a.String("effect") == b.String("effect");
}
