namespace KubeAssert.Go;

/// <summary>The places of a program that a search has reached, each once, in the order of preference.</summary>
internal sealed class Re2Threads(int size)
{
    private readonly int[] _dense = new int[size];
    private readonly int[] _sparse = new int[size];
    private readonly int[] _starts = new int[size];

    public int Count { get; private set; }

    public int this[int index] => _dense[index];

    /// <summary>Where in the text the thread's match began.</summary>
    public int StartOf(int index) => _starts[index];

    public void Clear() => Count = 0;

    public bool Add(int place, int start)
    {
        var at = _sparse[place];
        if (at < Count && _dense[at] == place)
            return false;
        _sparse[place] = Count;
        _starts[Count] = start;
        _dense[Count++] = place;
        return true;
    }

    public int[] ToArray() => _dense.AsSpan(0, Count).ToArray();
}
