using KubeAssert.Findings;
using KubeAssert.Texts;

namespace KubeAssert.OpenApi;

/// <summary>Custom kinds that a user expects without a definition, by patterns in which <c>*</c> stands for any text.</summary>
/// <param name="Group">The pattern of the group.</param>
/// <param name="Kind">The pattern of the kind; null for every kind of the group.</param>
/// <param name="Location">Where the test says so; default when unknown.</param>
internal sealed record ExpectedKinds(string Group, string? Kind, Location Location)
{
    public bool Covers(string group, string kind) =>
        Wildcard.Matches(Group, group) && (Kind is null || Wildcard.Matches(Kind, kind));

    /// <summary>The call that declares it.</summary>
    public override string ToString() => Kind is null ? $"Expecting(\"{Group}\")" : $"Expecting(\"{Group}\", \"{Kind}\")";
}
