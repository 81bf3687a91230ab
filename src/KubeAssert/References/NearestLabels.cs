using KubeAssert.Model;

namespace KubeAssert.References;

/// <summary>Which of several labelled things differs in the fewest labels from what a selector asks for.</summary>
internal static class NearestLabels
{
    /// <summary>The nearest in the selector's own namespace; one that would match in another namespace goes before.</summary>
    public static ReferenceCandidate? Of<T>(LabelSelector selector, string @namespace, LabelIndex<T> index, Func<T, Node> labelsOf)
        where T : View
    {
        if (index.Anywhere(selector) is { } item)
            return new($"{item} carries {Carried(selector, item)} in namespace {item.Namespace}", labelsOf(item).Location, $"put both into one namespace, {@namespace} or {item.Namespace}");

        T? nearest = default;
        var least = (Labels: int.MaxValue, Letters: int.MaxValue);
        foreach (var other in index.Near(selector, @namespace))
        {
            if (Difference(selector, other.Labels) is { } difference && difference.CompareTo(least) < 0)
                (nearest, least) = (other, difference);
        }

        return nearest is null ? null : Candidate(selector, nearest, labelsOf(nearest));
    }

    private static ReferenceCandidate Candidate<T>(LabelSelector selector, T nearest, Node labels)
        where T : View
    {
        var differing = selector.MissingIn(nearest.Labels);
        var carried = differing.Where(r => nearest.Labels.ContainsKey(r.Key)).ToList();
        if (carried.Count == 0)
        {
            var renamed = differing.Select(r => SameValue(r, nearest.Labels)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            return renamed.Count > 0
                ? new($"{nearest} carries {string.Join(',', renamed)}", labels.Location, $"select {string.Join(',', renamed)}")
                : new($"{nearest} carries all but {string.Join(',', differing)}", labels.Location, $"give its pods {string.Join(',', differing)}, or do not ask for it");
        }

        var text = string.Join(',', carried.Select(r => $"{r.Key}={nearest.Labels[r.Key]}"));
        var rest = differing.Count > carried.Count ? $" and lacks {string.Join(',', differing.Except(carried))}" : "";
        var isMeant = carried.All(r => r.IsExact && Texts.Nearest.IsNear(r.Values[0], nearest.Labels[r.Key]));
        return new(
            $"{nearest} carries {text}{rest}", labels[carried[0].Key].Location,
            isMeant ? $"select {text}" : $"give the pods {string.Join(',', differing)}, or select what they carry");
    }

    /// <returns>How many requirements are not met, and how far the values of those are; null when it is not near.</returns>
    private static (int Labels, int Letters)? Difference(LabelSelector selector, IReadOnlyDictionary<string, string> labels)
    {
        var missing = 0;
        var letters = 0;
        var isNear = false;
        foreach (var requirement in selector.Requirements)
        {
            if (requirement.Matches(labels))
            {
                isNear = true;
                continue;
            }

            missing++;
            if (requirement.IsExact && labels.TryGetValue(requirement.Key, out var value))
            {
                var distance = Texts.Nearest.Distance(requirement.Values[0], value);
                letters += Math.Min(distance, 1000);
                isNear |= Texts.Nearest.IsNear(requirement.Values[0], value);
            }
            else
            {
                letters += 1000;
                isNear |= SameValue(requirement, labels) is not null;
            }
        }

        return isNear ? (missing, letters) : null;
    }

    /// <summary>A label of another key that has the value asked for: <c>k8s-app=web</c> for <c>app=web</c>.</summary>
    private static string? SameValue(LabelRequirement requirement, IReadOnlyDictionary<string, string> labels)
    {
        if (!requirement.IsExact || requirement.Values[0].Length == 0)
            return null;
        foreach (var (key, value) in labels)
        {
            if (value == requirement.Values[0])
                return $"{key}={value}";
        }

        return null;
    }

    private static string Carried<T>(LabelSelector selector, T item)
        where T : View =>
        selector.Requirements.All(r => r.IsExact) ? selector.ToString()
            : string.Join(',', selector.Requirements.Where(r => item.Labels.ContainsKey(r.Key)).Select(r => $"{r.Key}={item.Labels[r.Key]}"));
}
