namespace KubeAssert.Cel;

/// <summary>An evaluation cost more than it may.</summary>
internal sealed class CostExceededException() : Exception("operation cancelled: actual cost limit exceeded");

/// <summary>One run of an expression: its variables, and what it has cost so far.</summary>
internal sealed class Evaluation(Func<string, CelValue?> variables, long limit)
{
    /// <summary>What one expression may cost, as the API server counts it.</summary>
    public const long CallLimit = 1_000_000;

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
