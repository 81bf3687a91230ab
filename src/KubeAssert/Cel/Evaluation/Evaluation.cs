namespace KubeAssert.Cel;

/// <summary>An evaluation cost more than it may.</summary>
internal sealed class CostExceededException() : Exception("operation cancelled: actual cost limit exceeded");

/// <summary>One run of an expression: its variables, and what it has cost so far.</summary>
internal sealed class Evaluation(Func<string, CelValue?> variables, long limit)
{
    /// <summary>What one expression may cost, as the API server counts it.</summary>
    public const long CallLimit = 1_000_000;

    /// <summary>
    /// So many pairs of elements one comparison looks at. The API server counts only the outer size of a list: values that refer
    /// to the same value twice, and that twice again, would be compared forever.
    /// </summary>
    private const long MostComparisons = 10 * CallLimit;

    [ThreadStatic]
    private static long _comparisons;

    private readonly Func<string, CelValue?> _variables = variables;
    private Binding? _locals;

    public long Cost { get; private set; }

    /// <exception cref="CostExceededException">The limit is reached.</exception>
    public void Spend(long cost)
    {
        Cost += cost;
        if (Cost > limit || Cost < 0)
            throw new CostExceededException();
    }

    /// <summary>Compares two values as <c>==</c> does, within a bound.</summary>
    /// <exception cref="CostExceededException">They hold too many elements.</exception>
    public static CelValue Compare(CelValue left, CelValue right)
    {
        _comparisons = MostComparisons;
        try
        {
            return CelValue.AreEqual(left, right);
        }
        finally
        {
            _comparisons = 0;
        }
    }

    /// <summary>Counts one pair of elements, where a comparison is bounded.</summary>
    public static void CountComparison()
    {
        if (_comparisons > 0 && --_comparisons == 0)
            throw new CostExceededException();
    }

    public CelValue Find(string name)
    {
        for (var local = _locals; local is not null; local = local.Outer)
        {
            if (local.Name == name)
                return local.Value;
        }

        return _variables(name) ?? new ErrorValue($"no such attribute(s): {name}");
    }

    public Binding Push(string name, CelValue value) => _locals = new Binding(name, value, _locals);

    public void Pop(Binding binding) => _locals = binding.Outer;

    public sealed class Binding(string name, CelValue value, Binding? outer)
    {
        public string Name => name;

        public CelValue Value { get; set; } = value;

        public Binding? Outer => outer;
    }
}
