using System.Collections.Immutable;
using KubeAssert.Texts;

namespace KubeAssert.References;

/// <summary>What a user declared as existing elsewhere: <c>Kind/name</c> or <c>Kind/namespace/name</c>, with <c>*</c> for any text.</summary>
internal sealed record Expectations(ImmutableArray<Expectation> All)
{
    public static Expectations None { get; } = new(ImmutableArray<Expectation>.Empty);

    public bool Covers(ReferenceTarget target)
    {
        foreach (var expectation in All)
        {
            if (expectation.Covers(target))
                return true;
        }

        return false;
    }
}

internal sealed record Expectation(string Kind, string? Namespace, string Name, LabelSelector? Labels)
{
    /// <exception cref="FormatException">It can't be read.</exception>
    public static Expectation Parse(string text)
    {
        var parts = text.Trim().Split('/', 3);
        var labels = text.IndexOf(" with ", StringComparison.Ordinal);
        if (labels > 0)
            return new(text[..labels].Trim(), null, "", LabelSelector.Parse(text[(labels + 6)..]));
        if (parts.Length < 2 || parts.Contains(""))
            throw new FormatException($"'{text}' names nothing that could exist elsewhere: Kind/name, Kind/namespace/name or Kind with key=value is expected, as in Secret/shop-tls, StorageClass/* or Pod with app=web.");
        return parts.Length == 2 ? new(parts[0], null, parts[1], null) : new(parts[0], parts[1], parts[2], null);
    }

    public bool Covers(ReferenceTarget target)
    {
        if (!Wildcard.Matches(Kind, target.Kind))
            return false;
        if (target.Selector is { } selector)
            return Labels is not null && Labels.Requirements.All(required => selector.Requirements.Contains(required));
        return Labels is null && (Namespace is null || Wildcard.Matches(Namespace, target.Namespace ?? ""))
            && (Wildcard.Matches(Name, target.Name) || (target.Part is { } part && Wildcard.Matches(Name, $"{target.Name}[{part}]")));
    }
}
