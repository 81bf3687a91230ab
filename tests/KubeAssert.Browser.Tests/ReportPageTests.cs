using Microsoft.Playwright;

namespace KubeAssert.Browser.Tests;

public sealed class ReportPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [ChromiumFact]
    public async Task Look()
    {
        foreach (var (name, width, scheme) in new[] { ("light", 1280, ColorScheme.Light), ("dark", 1280, ColorScheme.Dark), ("phone", 390, ColorScheme.Light) })
        {
            await using var opened = await chromium.OpenAsync(Samples.Shop(), width, 844, scheme);
            await opened.Page.ScreenshotAsync(new PageScreenshotOptions { Path = $"/tmp/shots/{name}.png", FullPage = true });
            opened.Complaints.Should().BeEmpty();
        }
        await using var large = await chromium.OpenAsync(Samples.Large(120));
        await large.Page.Locator("#references").ScreenshotAsync(new LocatorScreenshotOptions { Path = "/tmp/shots/large.png" });
    }
}
