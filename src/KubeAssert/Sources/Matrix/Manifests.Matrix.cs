namespace KubeAssert;

/// <content>Many sets at once.</content>
public static partial class Manifests
{
    private const int MostCombinations = 10_000;

    /// <summary>
    /// A named set for each combination of values, for theories:
    /// <c>Matrix(c => FromHelmChart("chart/", chart => chart.Values(c["values"]).KubeVersion(c["kubernetes"])), ("values", ["staging.yaml", "prod.yaml"]), ("kubernetes", ["1.33", "1.34"]))</c>.
    /// </summary>
    /// <param name="make">Makes the set of a combination, when it is first asked for.</param>
    /// <param name="axes">The axes, each with its values.</param>
    /// <exception cref="ArgumentException">There is no axis, one has no values or is there twice, or there are more than 10,000 combinations.</exception>
    public static ManifestMatrix Matrix(Func<MatrixCombination, ManifestSet> make, params (string Name, string[] Values)[] axes)
    {
        ArgumentNullException.ThrowIfNull(make);
        ArgumentNullException.ThrowIfNull(axes);
        if (axes.Length == 0)
            throw new ArgumentException("A matrix needs at least one axis: (\"values\", [\"staging.yaml\", \"prod.yaml\"])", nameof(axes));

        IEnumerable<(string, string)[]> combinations = [[]];
        var count = 1L;
        foreach (var (name, values) in axes)
        {
            if (values.Length == 0)
                throw new ArgumentException($"The axis '{name}' has no values: nothing would be tested", nameof(axes));
            if (values.Distinct(StringComparer.Ordinal).Count() < values.Length)
                throw new ArgumentException($"The axis '{name}' has a value twice", nameof(axes));
            if (axes.Count(axis => axis.Name == name) > 1)
                throw new ArgumentException($"The axis '{name}' is there twice", nameof(axes));
            count *= values.Length;
            if (count > MostCombinations)
                throw new ArgumentException($"The matrix has more than {MostCombinations} combinations", nameof(axes));
            combinations = combinations.SelectMany(before => values.Select(value => ((string, string)[])[.. before, (name, value)]));
        }

        return new ManifestMatrix(make, combinations.Select(values => new MatrixCombination(values)));
    }
}
