namespace Charted.Tests;

/// <summary>A fact that needs helm: skipped, with a word on why, where it is missing.</summary>
internal sealed class HelmFactAttribute : FactAttribute
{
    public HelmFactAttribute() => Skip = new HelmTheoryAttribute().Skip;
}
