namespace KubeAssert.Cel;

/// <summary>An argument as the estimate of a call sees it.</summary>
/// <param name="Path">The way from a variable to the value, if it is one; empty otherwise.</param>
/// <param name="Type">Its type.</param>
/// <param name="Expression">The expression; null for the items of a list.</param>
/// <param name="Size">How large it is, if that is known without asking the schema again.</param>
internal sealed record CostNode(IReadOnlyList<string> Path, CelType Type, Expr? Expression, SizeRange? Size);

/// <summary>What a call costs at most, and how large its result is if the call says so.</summary>
internal readonly record struct CallEstimate(ulong Cost, SizeRange? ResultSize = null);

/// <summary>How large the keys and values of a list or map are.</summary>
internal sealed record EntrySizes(TypeKind Container, SizeRange Key, SizeRange Value)
{
    public static EntrySizes? Union(EntrySizes? a, EntrySizes? b) =>
        a is null || b is null ? null : new EntrySizes(a.Container, a.Key.Or(b.Key), a.Value.Or(b.Value));
}
