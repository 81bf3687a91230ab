using System.Diagnostics;
using System.Globalization;
using FluentAssertions;
using FluentAssertions.Primitives;

namespace KubeAssert.Assertions;

/// <summary>What can be asserted of a folder of snapshots.</summary>
[DebuggerNonUserCode]
public sealed class SnapshotFolderAssertions : ReferenceTypeAssertions<SnapshotFolder?, SnapshotFolderAssertions>
{
    /// <summary>All that a set's assertions offer: a word that is not among them may be an assertion of a user's own, made of them.</summary>
    internal static readonly IReadOnlySet<string> Known =
        new[] { typeof(ManifestSetAssertions), typeof(DifferenceConstraint) }.SelectMany(type => type.GetMethods()).Select(method => method.Name).ToHashSet(StringComparer.Ordinal);

    internal SnapshotFolderAssertions(SnapshotFolder? subject)
        : base(subject)
    {
    }

    /// <inheritdoc />
    protected override string Identifier => "snapshots";

    /// <summary>
    /// Asserts that for every snapshot there is a test that asks for it: a source file beside the folder, with a method of that name that calls
    /// <see cref="ManifestSetAssertions.MatchSnapshot(string, object[])"/>, or
    /// <see cref="ManifestSetAssertions.MatchNamedSnapshot(string, string, object[])"/> with that name. Names that the source does not write out,
    /// such as those of a member's rows, are taken for asked for, and so is what a test with an assertion of your own may ask for.
    /// </summary>
    [CustomAssertion]
    public AndConstraint<SnapshotFolderAssertions> HaveNoStale(string because = "", params object[] becauseArgs)
    {
        var stale = Subject?.Stale(Known) ?? [];
        var outcome = Subject is null ? "found <null>."
            : string.Create(CultureInfo.InvariantCulture, $"{stale.Count} of {Subject.Files.Count} {(stale.Count == 1 ? "is" : "are")} stale:\n")
                + string.Concat(stale.Select(s => $"\n  {s.File}\n    {s.Why}\n    fix: delete it, or give the test what it had"));
        Expectation.Holds(Subject is not null && stale.Count == 0, Identifier, "have no stale files", outcome, because, becauseArgs);
        return new(this);
    }
}
