namespace KubeAssert.Comparing;

/// <summary>Whether snapshots are written or only compared.</summary>
/// <param name="IsUpdateAsked">Whether the one who runs the tests asks for an update.</param>
/// <param name="IsCi">Whether the tests run where nobody would read and commit what is written.</param>
internal sealed record SnapshotMode(bool IsUpdateAsked, bool IsCi)
{
    public const string UpdateVariable = "KUBEASSERT_UPDATE_SNAPSHOTS";

    /// <summary>Azure Pipelines does not set <c>CI</c>.</summary>
    private static readonly string[] CiVariables = ["CI", "TF_BUILD"];

    public bool Writes => IsUpdateAsked && !IsCi;

    public static SnapshotMode Of(Func<string, string?> variable) => new(IsOn(variable(UpdateVariable)), CiVariables.Any(name => IsOn(variable(name))));

    private static bool IsOn(string? value) =>
        !string.IsNullOrWhiteSpace(value) && value.Trim() is not "0" && !value.Trim().Equals("false", StringComparison.OrdinalIgnoreCase);
}
