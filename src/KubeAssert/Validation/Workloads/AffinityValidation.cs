namespace KubeAssert.Validation;

/// <summary>Affinity to nodes and to other pods (core/v1 Affinity; core validation: validateAffinity).</summary>
internal static class AffinityValidation
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";

    public static void Check(Node affinity, PodScope pod)
    {
        if (affinity.Given("nodeAffinity") is { } nodes)
        {
            if (nodes.Given(Required) is { } required)
                NodeSelectorValidation.CheckRequired(required, pod.Problems);
            NodeSelectorValidation.CheckPreferred(nodes.List(Preferred), pod.Problems);
        }

        CheckPods(affinity.Given("podAffinity"), pod);
        CheckPods(affinity.Given("podAntiAffinity"), pod);
    }

    public static void CheckWeight(Node term, Problems problems)
    {
        if (term.Integer("weight") is not (>= 1 and <= 100))
            problems.Add("out-of-range", term["weight"], term.Has("weight") ? $"is {term["weight"].Text}; 1 to 100 is allowed" : "needs weight", "set a weight from 1 to 100");
    }

    private static void CheckPods(Node? affinity, PodScope pod)
    {
        if (affinity is null)
            return;
        foreach (var term in affinity.List(Required))
            CheckTerm(term, pod);
        foreach (var weighted in affinity.List(Preferred))
        {
            CheckWeight(weighted, pod.Problems);
            CheckTerm(weighted["podAffinityTerm"], pod);
        }
    }

    private static void CheckTerm(Node term, PodScope pod)
    {
        var problems = pod.Problems;
        if (term.Given("labelSelector") is { } selector)
            LabelSelectorValidation.Check(selector, problems);
        if (term.Given("namespaceSelector") is { } namespaces)
            LabelSelectorValidation.Check(namespaces, problems);
        foreach (var name in term.List("namespaces"))
        {
            if (!Names.IsDnsLabel(name.AsString() ?? ""))
                problems.HasForm(name, NameForm.DnsLabel, NodePaths.Child(term, "namespace"));
        }

        MatchLabelKeysValidation.Check(term, pod);
        if (problems.Require(term, "topologyKey", "name a label of nodes: kubernetes.io/hostname, topology.kubernetes.io/zone"))
            problems.HasForm(term["topologyKey"], NameForm.LabelKey);
    }
}
