namespace KubeAssert.Browser.Tests;

/// <summary>The page as a browser shows it, from a file, without a network.</summary>
public sealed class ReportPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [ChromiumFact]
    public async Task Opens_without_errors_requests_or_warnings()
    {
        await using var opened = await chromium.OpenAsync(Samples.Shop());

        (await opened.Page.TitleAsync()).Should().Be("Production · 8 errors, 1 warning, 1 exempt in 8 manifests.");
        (await opened.Page.Locator(".finding").CountAsync()).Should().Be(10);
        opened.Complaints.Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task Text_narrows_the_findings_and_clearing_brings_them_back()
    {
        await using var opened = await chromium.OpenAsync(Samples.Shop());
        var shown = opened.Page.Locator(".finding:visible");

        await opened.Page.Locator("#filter [name=text]").FillAsync("docker.io WEB");
        (await shown.CountAsync()).Should().Be(1);
        (await opened.Page.Locator("#shown").TextContentAsync()).Should().Be("1 of 10 shown");
        (await opened.Page.Locator(".object:visible").CountAsync()).Should().Be(1, "objects without a finding that is shown are hidden");

        await opened.Page.Locator("#filter button[type=reset]").ClickAsync();
        await ShouldShow(opened, 10);
    }

    [ChromiumFact]
    public async Task Severity_rule_object_and_namespace_narrow_the_findings()
    {
        await using var opened = await chromium.OpenAsync(Samples.Shop());
        var filter = opened.Page.Locator("#filter");

        await filter.GetByLabel("Severity").SelectOptionAsync("warning");
        await ShouldShow(opened, 1);
        await filter.GetByLabel("Severity").SelectOptionAsync("exempt");
        await ShouldShow(opened, 1);
        await filter.GetByLabel("Severity").SelectOptionAsync("");
        await filter.GetByLabel("Rule").SelectOptionAsync("our-registry");
        await ShouldShow(opened, 2);
        await filter.GetByLabel("Namespace").SelectOptionAsync("shop");
        await ShouldShow(opened, 1);
        await filter.GetByLabel("Object").SelectOptionAsync("Deployment/legacy");
        await ShouldShow(opened, 0);
        (await opened.Page.Locator("#no-match").IsVisibleAsync()).Should().BeTrue();
        await opened.Page.Locator("[data-clear]").ClickAsync();
        await ShouldShow(opened, 10);
    }

    [ChromiumFact]
    public async Task The_keyboard_reaches_the_filter_and_leaves_it()
    {
        await using var opened = await chromium.OpenAsync(Samples.Shop());

        await opened.Page.Keyboard.PressAsync("/");
        await opened.Page.Keyboard.TypeAsync("legacy privileged");
        (await opened.Page.Locator(".finding:visible").CountAsync()).Should().BeLessThan(10);
        await opened.Page.Keyboard.PressAsync("Escape");
        await ShouldShow(opened, 10);
    }

    [ChromiumFact]
    public async Task A_finding_links_to_its_lines()
    {
        await using var opened = await chromium.OpenAsync(Samples.Shop());
        var finding = opened.Page.Locator(".finding", new() { HasText = "comes from docker.io" });

        await finding.Locator("a.place").ClickAsync();

        var line = opened.Page.Locator(".line:target");
        (await line.TextContentAsync()).Should().Be("58          image: docker.io/library/nginx:1.29\n");
        (await line.Locator("mark").TextContentAsync()).Should().Be("docker.io/library/nginx:1.29");
        (await line.EvaluateAsync<bool>("l => { const r = l.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }")).Should().BeTrue("it is scrolled to");
    }

    [ChromiumFact]
    public async Task A_link_into_what_the_filter_hides_shows_it_again()
    {
        await using var opened = await chromium.OpenAsync(Samples.Shop());
        await opened.Page.Locator("#filter [name=text]").FillAsync("docker.io");

        await opened.Page.Locator(".picture a", new() { HasText = "Ingress" }).ClickAsync();

        await ShouldShow(opened, 10);
    }

    [ChromiumFact]
    public async Task A_narrow_page_does_not_scroll_sideways()
    {
        foreach (var report in new[] { Samples.Shop(), Samples.Hostile() })
        {
            await using var opened = await chromium.OpenAsync(report, width: 360, height: 700);
            (await opened.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(360);
        }
    }

    [ChromiumFact]
    public async Task Names_that_look_like_markup_stay_text()
    {
        await using var opened = await chromium.OpenAsync(Samples.Hostile());

        (await opened.Page.EvaluateAsync<bool>("window.attacked === undefined")).Should().BeTrue();
        (await opened.Page.Locator("img, iframe, main script").CountAsync()).Should().Be(0);
        (await opened.Page.Locator("h4").First.TextContentAsync()).Should().Contain("</script>");
        (await opened.Page.ContentAsync()).Should().NotContain("\u202E", "what turns the reading direction is written out");
        opened.Complaints.Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task Values_of_secrets_are_nowhere_on_the_page()
    {
        await using var opened = await chromium.OpenAsync(Samples.WithSecretBeside());

        var content = await opened.Page.ContentAsync();
        content.Should().Contain("&lt;redacted&gt;").And.NotContain("hunter2");
    }

    [ChromiumFact]
    public async Task Hundreds_of_objects_are_folded_into_a_picture_that_can_be_read()
    {
        await using var opened = await chromium.OpenAsync(Samples.Large(200));

        (await opened.Page.Locator(".picture .node").CountAsync()).Should().BeInRange(20, 120);
        (await opened.Page.Locator(".picture .node.missing").CountAsync()).Should().Be(7, "one ConfigMap is missing in each namespace");
        (await opened.Page.EvaluateAsync<bool>(
            """
            (() => {
              const boxes = Array.from(document.querySelectorAll(".picture .box:not(.behind)"), b => b.getBBox());
              return boxes.every((a, i) => boxes.every((b, j) => i >= j || a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y));
            })()
            """)).Should().BeTrue("no box covers another");
    }

    [ChromiumFact]
    public async Task Everything_has_a_name_and_enough_contrast()
    {
        foreach (var scheme in new[] { Microsoft.Playwright.ColorScheme.Light, Microsoft.Playwright.ColorScheme.Dark })
        {
            await using var opened = await chromium.OpenAsync(Samples.Shop(), scheme: scheme);
            (await opened.Page.EvaluateAsync<string[]>(Contrast.Script)).Should().BeEmpty();
            (await opened.Page.Locator("header, main, nav, footer").CountAsync()).Should().Be(4);
            (await opened.Page.EvaluateAsync<int>("document.querySelectorAll('input:not(label input), select:not(label select)').length")).Should().Be(0);
        }
    }

    private static async Task ShouldShow(OpenedPage opened, int findings)
    {
        var shown = opened.Page.Locator(".finding:visible");
        for (var tries = 0; tries < 50 && await shown.CountAsync() != findings; tries++)
            await Task.Delay(20);
        (await shown.CountAsync()).Should().Be(findings);
    }
}
