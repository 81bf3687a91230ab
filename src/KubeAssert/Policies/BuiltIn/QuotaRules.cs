using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert;

/// <content>What a namespace allows.</content>
public static partial class Rules
{
    /// <summary>Containers stay inside what a LimitRange of their namespace allows.</summary>
    public static Rule LimitRangeAllows { get; } = Rule
        .For<Container>("limit-range-allows", "A container stays inside what the LimitRange of its namespace allows")
        .Because("no pod would be made: the API server refuses each (FailedCreate)")
        .Fix("stay inside the range, or change it")
        .Where(PodFacts.IsLasting)
        .Check((c, context) => LimitRanges.Of(context.Manifests).OfContainersIn(c.Namespace).SelectMany(range => RangeFaults(c, range, context)))
        .Page();

    /// <summary>All workloads of a namespace together stay inside its ResourceQuota.</summary>
    public static Rule QuotaSuffices { get; } = Rule
        .For<Manifest>("quota-suffices", "All workloads of a namespace together stay inside its ResourceQuota")
        .Because("the last pods would never be made (FailedCreate: exceeded quota)")
        .Fix("ask for less, or raise the quota")
        .Where(m => m is { Kind: "ResourceQuota", Group: "" })
        .Check(Quotas.Exceeded)
        .Page();

    /// <summary>Where a ResourceQuota counts an amount, containers state it.</summary>
    public static Rule QuotaAmountsAreSet { get; } = Rule
        .For<Container>("quota-amounts-are-set", "Where a ResourceQuota counts an amount, containers state it")
        .Because("no pod would be made: the API server refuses each (FailedCreate: failed quota)")
        .Fix("set the amount, or a default for it by a LimitRange")
        .Where(PodFacts.IsLasting)
        .Check(Quotas.Unstated)
        .Page();

    private static IEnumerable<Finding> RangeFaults(Container container, Node range, RuleContext context)
    {
        var ranges = LimitRanges.Of(context.Manifests);
        foreach (var entry in range["max"].Entries)
        {
            if (Quantity.Of(entry.Value) is not { } most)
                continue;
            foreach (var (side, amount) in new[] { ("limits", container.Resources.Limit(entry.Key)), ("requests", container.Resources.Request(entry.Key)) })
            {
                if (amount > most && container["resources"][side][entry.Key].HasValue)
                    yield return context.Finding(container["resources"][side][entry.Key], $"is {amount} for {container.Called()}, above the {most} that is allowed", nearest: $"the range ({entry.Value.Location})");
            }
        }

        foreach (var entry in range["min"].Entries)
        {
            if (Quantity.Of(entry.Value) is not { } least)
                continue;
            foreach (var (side, amount) in new[] { ("requests", ranges.Request(container, entry.Key)), ("limits", ranges.Limit(container, entry.Key)) })
            {
                if (amount < least)
                    yield return context.Finding(container["resources"][side][entry.Key], $"is {amount} for {container.Called()}, below the {least} that is allowed", nearest: $"the range ({entry.Value.Location})");
            }
        }
    }
}
