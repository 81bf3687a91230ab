using KubeAssert;

namespace Charted.Tests;

/// <summary>What a mistake in values looks like.</summary>
public sealed class Mistakes
{
    [HelmFact]
    public void A_missing_value_is_told_with_the_template_that_asks_for_it()
    {
        var act = () => Manifests.FromHelmChart("chart/");

        act.Should().Throw<RenderException>().Which.Message.Should().StartWith("""
            Expected helm:chart to render, but helm ended with exit code 1:

              chart/templates/ingress.yaml:9:16
                Error: execution error at (guestbook/templates/ingress.yaml:9:15): ingress.host is required
            """);
    }

    [HelmFact]
    public void A_finding_names_the_template_that_it_was_rendered_from()
    {
        var guestbook = Manifests.FromHelmChart("chart/", chart => chart.Values("values-prod.yaml").Set("image.tag", "latest"));

        var act = () => guestbook.Containers().Should().HavePinnedImages();

        act.Should().Throw<Exception>().WithMessage("*from: guestbook/templates/deployment.yaml*");
    }
}
