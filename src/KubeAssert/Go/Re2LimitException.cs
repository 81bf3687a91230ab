namespace KubeAssert.Go;

/// <summary>A search took more steps than <see cref="Re2Steps.Limit"/>: whether the text matches is not known.</summary>
internal sealed class Re2LimitException()
    : Exception($"matching takes more than {Re2Steps.Limit.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} steps");
