namespace KubeAssert.Validation;

/// <summary>Amounts of pods during a rollout, as numbers or percentages (apps validation: ValidatePositiveIntOrPercent, IsNotMoreThan100Percent).</summary>
internal static class RolloutValidation
{
    /// <summary>A number from 0, or digits with '%'.</summary>
    public static void CheckAmount(Node? node, Problems problems)
    {
        if (node is null)
            return;
        if (!node.IsString)
            problems.NotNegative(node);
        else if (!Names.IsPercent(node.AsString()!))
            problems.Add("invalid-amount", node, $"is {NameForm.Quoted(node.AsString()!)}; a number or a percentage is needed", "write 1 or \"25%\"");
    }

    public static void CheckAtMostAll(Node? node, Problems problems)
    {
        if (node?.AsString() is { } text && Names.IsPercent(text) && Value(node) > 100)
            problems.Add("out-of-range", node, $"is {text}; 100% is the most", "write 100% or less");
    }

    /// <summary>The number of pods or of per cent; 0 for what is neither.</summary>
    public static long Value(Node node) => node.AsString() is { } text
        ? Names.IsPercent(text) ? Digits(text.AsSpan(0, text.Length - 1)) : Digits(text)
        : node.Whole() ?? 0;

    private static long Digits(ReadOnlySpan<char> text)
    {
        long value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return 0;
            value = Math.Min((value * 10) + (c - '0'), int.MaxValue);
        }

        return value;
    }
}
