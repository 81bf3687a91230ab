namespace KubeAssert.Yaml;

/// <summary>
/// How much of a document may come from aliases, as the API server has it: anything while it is small, 99 % up to 400,000
/// nodes, falling to 10 % from 4,000,000 on.
/// </summary>
internal struct AliasBudget
{
    private const int SmallDocument = 400_000;
    private const int LargeDocument = 4_000_000;

    private int _nodes;
    private int _fromAliases;
    private long _characters;

    public void Spend(int line, int column)
    {
        _nodes++;
        Check(line, column);
    }

    public void SpendForAlias(int line, int column)
    {
        _nodes++;
        _fromAliases++;
        Check(line, column);
    }

    /// <summary>An alias repeats a text of so many characters: together they may take as much as a whole file.</summary>
    public void SpendText(int length, int line, int column)
    {
        _characters += length;
        if (_characters > Limits.Length)
            throw TooMuch(line, column);
    }

    private readonly void Check(int line, int column)
    {
        if (_fromAliases > 100 && _nodes > 1000 && _fromAliases > AllowedShare * _nodes)
            throw TooMuch(line, column);
    }

    private static YamlSyntaxException TooMuch(int line, int column) =>
        new(line, column, "aliases expand this document beyond what Kubernetes reads", "write the repeated parts out, or leave them out");

    private readonly double AllowedShare => _nodes switch
    {
        <= SmallDocument => 0.99,
        >= LargeDocument => 0.10,
        _ => 0.99 - (0.89 * (_nodes - SmallDocument) / (LargeDocument - SmallDocument)),
    };
}
