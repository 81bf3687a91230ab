namespace KubeAssert.Cluster;

/// <summary>How a documented error state behaves, which decides when waiting for it is pointless.</summary>
public enum ErrorStateClass
{
    /// <summary>It can't get better without a change: failing at once.</summary>
    Terminal,

    /// <summary>Something is missing or contradicts itself and is retried forever: failing once it has lasted, and once the API server confirms what is missing.</summary>
    Configuration,

    /// <summary>Kubernetes tries again, and it may work: failing on a count of failures, or at once where the message says that it can't heal.</summary>
    BackOff,

    /// <summary>It belongs to a normal start: never failing on its own, but named while it lasts.</summary>
    SelfHealing,
}

/// <summary>A documented way for a running object to fail. Immutable; every state there is stands in <see cref="All"/>.</summary>
public sealed partial class ErrorState
{
    private ErrorState(string name, ErrorStateClass @class, string summary, string explanation, string fix, string indicators)
    {
        Name = name;
        Class = @class;
        Summary = summary;
        Explanation = explanation;
        Fix = fix;
        Indicators = indicators;
    }

    /// <summary>The name, as Kubernetes writes it where it has one: <c>CrashLoopBackOff</c>.</summary>
    public string Name { get; }

    /// <summary>How it behaves.</summary>
    public ErrorStateClass Class { get; }

    /// <summary>What it is, in one line.</summary>
    public string Summary { get; }

    /// <summary>Why it happens, in plain words.</summary>
    public string Explanation { get; }

    /// <summary>What to do about it.</summary>
    public string Fix { get; }

    /// <summary>Where it shows in the API: reasons, events, conditions.</summary>
    public string Indicators { get; }

    /// <summary>The page about it, relative to the repository: <c>docs/error-states/crash-loop-back-off.md</c>.</summary>
    public string Page => $"docs/error-states/{Slug}.md";

    /// <summary>Every state of the catalog.</summary>
    public static IReadOnlyList<ErrorState> All => Catalog.States;

    /// <inheritdoc />
    public override string ToString() => Name;

    private string Slug => string.Concat(Name.Select((c, i) =>
        char.IsUpper(c) && i > 0 && !char.IsUpper(Name[i - 1]) || char.IsUpper(c) && i > 0 && i + 1 < Name.Length && char.IsLower(Name[i + 1]) ? "-" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
}
