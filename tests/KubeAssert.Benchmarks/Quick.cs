namespace KubeAssert.Benchmarks;

/// <summary>The quick mode: every figure once, as a ratio to something timed in the same run, one line each.</summary>
internal static class Quick
{
    /// <summary>Name of a measurement and what takes and prints it.</summary>
    private static readonly (string Name, Action Measure)[] Measurements =
    [
        ("cluster-diagnosis", ClusterDiagnosis.Measure),
        ("validation", ValidationSpeed.Measure),
        ("references", ReferenceSpeed.Measure),
        ("rules", RuleSpeed.Measure),
        ("loading", Loading.Measure),
        ("diff", DiffSpeed.Measure),
    ];

    public static int Run(string[] names)
    {
        foreach (var (name, measure) in Measurements)
        {
            if (names.Length == 0 || names.Contains(name, StringComparer.Ordinal))
                measure();
        }

        return 0;
    }
}
