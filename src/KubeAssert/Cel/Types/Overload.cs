namespace KubeAssert.Cel;

/// <summary>One way to call a function.</summary>
/// <param name="Id">The name that cel-go gives it, which costs go by.</param>
/// <param name="IsMember">Whether the first argument stands before a dot.</param>
/// <param name="Arguments">The types of the arguments, the receiver first.</param>
/// <param name="Result">The type of the result.</param>
internal sealed record Overload(string Id, bool IsMember, IReadOnlyList<CelType> Arguments, CelType Result)
{
    /// <summary>The names of the type parameters that arguments and result mention.</summary>
    public IReadOnlyList<string> Parameters { get; } = [.. Arguments.Append(Result).SelectMany(Names).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Names(CelType type) =>
        type.Kind == TypeKind.Parameter ? [type.Name] : type.Parameters.SelectMany(Names);
}
