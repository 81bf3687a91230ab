using KubeAssert.Model;
using KubeAssert.References.Ecosystem;

namespace KubeAssert.References;

/// <summary>The pod templates of a set by their labels: those that are written, and those that controllers set.</summary>
internal sealed class PodIndex(IReadOnlyList<PodTemplate> templates)
{
    private readonly LabelIndex<PodTemplate> _written = new(templates);

    public IReadOnlyList<PodTemplate> All => _written.All;

    public IReadOnlyList<PodTemplate> In(string @namespace) => _written.In(@namespace);

    /// <summary>The templates whose pods a selector chooses.</summary>
    public IReadOnlyList<PodTemplate> Select(LabelSelector selector, string @namespace)
    {
        if (!selector.Requirements.Any(r => ControllerLabels.Contains(r.Key)))
            return _written.Select(selector, @namespace);
        return _written.Select(Written(selector), @namespace).Where(template => MeetsSet(template, selector)).ToList();
    }

    /// <summary>One that a selector would choose in whatever namespace, or null.</summary>
    public PodTemplate? Anywhere(LabelSelector selector)
    {
        if (!selector.Requirements.Any(r => ControllerLabels.Contains(r.Key)))
            return _written.Anywhere(selector);
        return All.FirstOrDefault(template => Written(selector).Matches(template.Labels) && MeetsSet(template, selector));
    }

    public ReferenceCandidate? Nearest(LabelSelector selector, string @namespace) =>
        NearestLabels.Of(selector, @namespace, _written, template => template["metadata"]["labels"]);

    private static LabelSelector Written(LabelSelector selector) => LabelSelector.Of(selector.Requirements.Where(r => !ControllerLabels.Contains(r.Key)));

    private static bool MeetsSet(PodTemplate template, LabelSelector selector) => selector.Requirements
        .Where(r => ControllerLabels.Contains(r.Key))
        .All(r => ControllerLabels.MayMeet(template, r) || (template.Labels.ContainsKey(r.Key) && r.Matches(template.Labels)));
}
