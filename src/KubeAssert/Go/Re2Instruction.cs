namespace KubeAssert.Go;

/// <summary>One step of a compiled pattern.</summary>
/// <param name="Next">Where to go on; for <see cref="Re2Operation.Split"/> the preferred way.</param>
/// <param name="Other">The second way of a split, the number of the character set, or the assertion.</param>
internal readonly record struct Re2Instruction(Re2Operation Operation, int Next, int Other);

internal enum Re2Operation : byte
{
    Match,
    Character,
    Assert,
    Split,
}
