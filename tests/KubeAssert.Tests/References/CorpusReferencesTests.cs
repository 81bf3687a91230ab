namespace KubeAssert.Tests.References;

/// <summary>What teams really ship: whatever they wrote is followed, judged and never crashes anything.</summary>
public sealed class CorpusReferencesTests
{
    [Fact]
    public void Everything_that_teams_ship_is_followed_and_judged()
    {
        // the files lie beside the repository where they are at hand
        if (Corpus.Folder is not { } folder)
            return;

        var shipped = Manifests.TryLoad(new LoadOptions { AllowDuplicates = true }, folder).Manifests;

        var missing = shipped.References().Missing.ToList();
        missing.Should().OnlyContain(r => r.ToFinding().Message.Length > 0 && r.Location.Line > 0);
        missing.Count.Should().BeLessThan(shipped.References().Count / 20, "most of what real manifests name is there");
        Validity.On().Evaluate(shipped).Findings.Should().OnlyContain(f => f.Location.Line > 0);
        PodSecurity.Restricted.Evaluate(shipped).Findings.Should().OnlyContain(f => f.Fix != null);
    }
}
