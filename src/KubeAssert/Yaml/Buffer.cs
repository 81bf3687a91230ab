namespace KubeAssert.Yaml;

/// <summary>A stack whose upper part becomes an array of the right size.</summary>
internal sealed class Buffer<T>
{
    private T[] _items = new T[64];

    public int Count { get; private set; }

    public ref T Last => ref _items[Count - 1];

    public ref T At(int position) => ref _items[position];

    public void Add(in T item)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        _items[Count++] = item;
    }

    public void RemoveLast() => _items[--Count] = default!;

    public ReadOnlySpan<T> From(int start) => _items.AsSpan(start, Count - start);

    public T[] TakeFrom(int start)
    {
        if (start == Count)
            return [];
        var taken = _items[start..Count];
        Array.Clear(_items, start, Count - start);
        Count = start;
        return taken;
    }

    public void Clear()
    {
        Array.Clear(_items, 0, Count);
        Count = 0;
    }
}
