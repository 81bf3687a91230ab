namespace KubeAssert.Reports;

/// <summary>What made a report.</summary>
internal static class Product
{
    /// <summary>The package's version: <c>1.2.3</c>.</summary>
    public static string Version { get; } = typeof(Product).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
