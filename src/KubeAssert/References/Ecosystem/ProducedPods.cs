using KubeAssert.Texts;

namespace KubeAssert.References.Ecosystem;

/// <summary>The labels of pods that do not exist yet: some known, of others only the key.</summary>
internal sealed class ProducedPods
{
    private readonly List<(string Key, string Value)> _labels;
    private readonly List<string> _otherKeys;

    public ProducedPods(IEnumerable<(string Key, string Value)> labels, IEnumerable<string> otherKeys)
    {
        _labels = labels.ToList();
        _otherKeys = otherKeys.ToList();
    }

    public static ProducedPods Of(PodCreation row, Manifest manifest, string? @namespace) => new(
        Words(row.Labels).SelectMany(word => Template.Fill(word, manifest, @namespace)).Select(Pair),
        Words(row.OtherKeys).SelectMany(word => Template.Fill(word, manifest, @namespace)));

    /// <summary>Whether a selector may choose them: it asks for a label that is known to be there, and for none that is known not to be.</summary>
    public bool MayMeet(LabelSelector selector)
    {
        if (selector.IsNothing)
            return false;

        var isKnown = false;
        foreach (var requirement in selector.Requirements)
        {
            var ofKey = _labels.Where(label => label.Key == requirement.Key).ToList();
            if (ofKey.Any(label => Meets(requirement, label.Value)))
                isKnown = true;
            else if (requirement.Operator is not (LabelOperator.NotIn or LabelOperator.DoesNotExist) && !IsOther(requirement.Key))
                return false;
            else if (ofKey.Count > 0)
                return false;
        }

        return isKnown;
    }

    private static bool Meets(LabelRequirement requirement, string value) => requirement.Operator switch
    {
        LabelOperator.In => requirement.Values.Any(wanted => Wildcard.Matches(value, wanted)),
        LabelOperator.NotIn => !requirement.Values.Contains(value, StringComparer.Ordinal),
        LabelOperator.Exists => true,
        _ => false,
    };

    private bool IsOther(string key) => _otherKeys.Exists(pattern => Wildcard.Matches(pattern, key));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static (string Key, string Value) Pair(string label)
    {
        var at = label.IndexOf('=', StringComparison.Ordinal);
        return (label[..at], label[(at + 1)..]);
    }
}
