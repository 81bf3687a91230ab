namespace KubeAssert.Go;

/// <summary>A pattern's syntax tree. Groups leave no trace in it: nobody asks what a group captured.</summary>
internal abstract record Re2Node
{
    /// <summary>About how many instructions the node compiles to.</summary>
    public abstract long Size { get; }

    /// <summary>Whether the node matches the empty text, assertions taken as met.</summary>
    public abstract bool IsNullable { get; }

    /// <summary>Whether no path to a leaf repeats more often than <paramref name="times"/>, nested counts multiplied.</summary>
    public virtual bool IsWithin(int times) => true;

    public static Re2Node Sequence(List<Re2Node> parts) => parts.Count == 1 ? parts[0] : new Concatenation(parts);

    internal sealed record Characters(List<(int From, int To)> Ranges) : Re2Node
    {
        public override long Size => 1;

        public override bool IsNullable => false;
    }

    internal sealed record Assertion(Re2Assertion Kind) : Re2Node
    {
        public override long Size => 1;

        public override bool IsNullable => true;
    }

    internal sealed record Concatenation(List<Re2Node> Parts) : Re2Node
    {
        public override long Size { get; } = Math.Max(1, Parts.Sum(p => p.Size));

        public override bool IsNullable { get; } = Parts.TrueForAll(p => p.IsNullable);

        public override bool IsWithin(int times) => Parts.TrueForAll(p => p.IsWithin(times));
    }

    internal sealed record Alternation(List<Re2Node> Parts) : Re2Node
    {
        public override long Size { get; } = Parts.Sum(p => p.Size) + Parts.Count - 1;

        public override bool IsNullable { get; } = Parts.Exists(p => p.IsNullable);

        public override bool IsWithin(int times) => Parts.TrueForAll(p => p.IsWithin(times));
    }

    /// <summary><see cref="Max"/> is -1 for an unlimited number.</summary>
    internal sealed record Repeat(Re2Node Body, int Min, int Max, bool Greedy) : Re2Node
    {
        public override long Size { get; } = Math.Max(1, Max < 0 ? (Math.Max(1, Min) * Body.Size) + 2 : (Max * Body.Size) + Max - Min);

        public override bool IsNullable { get; } = Min == 0 || Body.IsNullable;

        public override bool IsWithin(int times)
        {
            // as in Go, * + and ? do not count: x{0} repeats nothing
            var isCounted = Min > 1 || Max > 1;
            if (!isCounted)
                return Max == 0 || Body.IsWithin(times);
            var most = Max < 0 ? Min : Max;
            return most <= times && Body.IsWithin(times / most);
        }
    }
}
