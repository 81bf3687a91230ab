using Xunit;

namespace KubeAssert.Theories;

/// <summary>Cases as rows of xunit.v3, which takes what a test is called from the row: the converted argument would show without its file.</summary>
internal static class TheoryRows
{
    /// <summary>The trait that holds the object: <c>Deployment/web</c>.</summary>
    public const string Manifest = "manifest";

    /// <summary>The trait that holds a rule's id.</summary>
    public const string Rule = "rule";

    public static IReadOnlyCollection<ITheoryDataRow> Of(IReadOnlyList<TheoryCase> cases) => cases.Select(Row).ToList();

    private static TheoryDataRow Row(TheoryCase theoryCase)
    {
        var row = new TheoryDataRow(theoryCase) { Label = theoryCase.ToString() };
        if (theoryCase.Manifest is { } manifest)
            row.WithTrait(Manifest, manifest);
        if (theoryCase.Rule is { } rule)
            row.WithTrait(Rule, rule);
        return row;
    }
}
