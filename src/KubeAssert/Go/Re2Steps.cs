namespace KubeAssert.Go;

/// <summary>Counts the steps of a search, and ends one that would take too many.</summary>
internal sealed class Re2Steps
{
    /// <summary>Steps of one search: some seconds' work. A pattern of 1,000 instructions meets it after a text of a million characters.</summary>
    public const long Limit = 1_000_000_000;

    public long Count { get; private set; }

    public void Add(int steps)
    {
        Count += steps;
        if (Count > Limit)
            throw new Re2LimitException();
    }
}
