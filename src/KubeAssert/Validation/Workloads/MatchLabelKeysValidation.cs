namespace KubeAssert.Validation;

/// <summary>Keys of labels whose values are taken from the pod itself (core validation: ValidateMatchLabelKeysAndMismatchLabelKeys).</summary>
internal static class MatchLabelKeysValidation
{
    /// <param name="term">A pod affinity term or a topology spread constraint.</param>
    public static void Check(Node term, PodScope pod)
    {
        var match = term.List("matchLabelKeys");
        var mismatch = term.List("mismatchLabelKeys");
        if (match.IsEmpty && mismatch.IsEmpty)
            return;

        var selector = term.Given("labelSelector");
        CheckKeys(match, selector, pod.Problems);
        CheckKeys(mismatch, selector, pod.Problems);
        for (var i = 0; i < match.Length; i++)
        {
            var key = match[i].AsString() ?? "";
            if (selector is not null && Count(selector, key, pod) > 1)
                pod.Problems.Add("conflict", match[i], $"is {key}, which labelSelector asks for as well", "remove it from one of them", NodePaths.Child(term, i));
            if (Contains(mismatch, key))
                pod.Problems.Add("conflict", match[i], $"is {key}, which mismatchLabelKeys holds as well", "remove it from one of them");
        }
    }

    private static void CheckKeys(ReadOnlySpan<Node> keys, Node? selector, Problems problems)
    {
        if (keys.IsEmpty)
            return;
        if (selector is null)
        {
            problems.Add("conflict", keys[0].Parent!, "needs a labelSelector", "add a labelSelector");
            return;
        }

        foreach (var key in keys)
            problems.HasForm(key, NameForm.LabelKey);
    }

    /// <summary>How often a selector asks for a key; a Pod's own label of that key is added to it.</summary>
    private static int Count(Node selector, string key, PodScope pod)
    {
        var count = 0;
        if ((selector.Given("matchLabels") as MapNode)?.ContainsKey(key) == true)
            count++;
        if (pod.IsPod && (pod.Metadata.Given("labels") as MapNode)?.ContainsKey(key) == true)
            count++;
        foreach (var expression in selector.List("matchExpressions"))
        {
            if (expression.String("key") == key)
                count++;
        }

        return count;
    }

    private static bool Contains(ReadOnlySpan<Node> keys, string key)
    {
        foreach (var candidate in keys)
        {
            if (candidate.AsString() == key)
                return true;
        }

        return false;
    }
}
