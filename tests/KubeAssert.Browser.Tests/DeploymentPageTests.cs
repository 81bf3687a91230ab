using System.Globalization;
using Microsoft.Playwright;

namespace KubeAssert.Browser.Tests;

/// <summary>What a page shows of deployments.</summary>
public sealed class DeploymentPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [ChromiumFact]
    public async Task A_recorded_failure_stands_beside_its_time_line_and_they_lead_to_each_other()
    {
        await using var opened = await chromium.OpenAsync(await DeploymentSamples.RecordedAsync("crash-loop-missing-file"));

        (await opened.Page.Locator(".finding").TextContentAsync()).Should().Contain("CrashLoopBackOff in container flask").And.Contain("python3: can't open file");
        (await opened.Page.Locator(".deployment .verdict").TextContentAsync()).Should().Be("1 of 1 object will not become ready, known after 1.9 s.");
        (await opened.Page.Locator(".track .steps").TextContentAsync())!.Replace('\u00A0', ' ').Should().Be("schedule 0.0 s · CrashLoopBackOff 1.9 s, not ended");
        await opened.Page.Locator(".track a").ClickAsync();
        (await opened.Page.Locator(".object:target h4").TextContentAsync()).Should().Be("Deployment/flask");
        opened.Complaints.Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task Bars_stand_where_the_scale_says()
    {
        await using var opened = await chromium.OpenAsync(DeploymentSamples.Large(20));

        var wrong = await opened.Page.EvaluateAsync<string[]>(
            """
            Array.from(document.querySelectorAll(".track")).flatMap(track => {
              const bars = Array.from(track.querySelectorAll(".bar")), all = track.querySelector(".bars").getBoundingClientRect();
              return bars.filter((bar, i) => {
                const r = bar.querySelector(".fill").getBoundingClientRect(), next = bars[i + 1]?.querySelector(".fill").getBoundingClientRect();
                return r.width < 1 || r.left < all.left - 1 || r.right > all.right + 1 || (next && next.left < r.left - 1);
              }).map(bar => track.textContent);
            })
            """);

        wrong.Should().BeEmpty();
        (await opened.Page.Locator(".scale text").AllTextContentsAsync()).Should().Equal("0 s", "5 s", "10 s", "15 s", "20 s", "25 s");
        (await opened.Page.Locator(".track").CountAsync()).Should().Be(20);
    }

    [ChromiumFact]
    public async Task No_label_reaches_out_of_its_bar()
    {
        foreach (var width in new[] { 660, 897, 1280 })
        {
            await using var opened = await chromium.OpenAsync(DeploymentSamples.Large(60, failing: 3), width);
            (await opened.Page.EvaluateAsync<string[]>(
                """
                Array.from(document.querySelectorAll(".tracks > .track .bar text")).filter(text => text.checkVisibility()
                  && text.getBoundingClientRect().right > text.closest(".bar").querySelector(".fill").getBoundingClientRect().right).map(text => text.textContent)
                """)).Should().BeEmpty("at a width of " + width.ToString(CultureInfo.InvariantCulture));
        }
    }

    [ChromiumFact]
    public async Task Hundreds_of_objects_show_the_slowest_and_fold_the_rest()
    {
        await using var opened = await chromium.OpenAsync(DeploymentSamples.Large(200));

        (await opened.Page.Locator(".track:visible").CountAsync()).Should().Be(25);
        (await opened.Page.Locator(".deployment summary").TextContentAsync()).Should().MatchRegex("^175 further objects, ready within [0-9]+ s$");
        await opened.Page.Locator(".deployment summary").ClickAsync();
        (await opened.Page.Locator(".track:visible").CountAsync()).Should().Be(200);
    }

    [ChromiumFact]
    public async Task Steps_are_told_apart_without_colour()
    {
        await using var opened = await chromium.OpenAsync(DeploymentSamples.Large(20, failing: 2));

        (await opened.Page.EvaluateAsync<string[]>("Array.from(document.querySelectorAll('.legend .over'), over => over.getAttribute('fill'))")).Should().OnlyHaveUniqueItems().And.HaveCountGreaterThan(6);
        (await opened.Page.EvaluateAsync<int>("document.querySelectorAll('.bars:not([aria-hidden=true]), .axis:not([aria-hidden=true])').length")).Should().Be(0, "the text below each bar says the same");
        (await opened.Page.Locator(".when.failed").First.TextContentAsync()).Should().Be("✕ failing");
    }

    [ChromiumFact]
    public async Task Text_stands_out_enough_in_light_and_dark()
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var opened = await chromium.OpenAsync(DeploymentSamples.Large(20, failing: 3), scheme: scheme);
            (await opened.Page.EvaluateAsync<string[]>(Contrast.Script)).Should().BeEmpty();
        }
    }

    [ChromiumFact]
    public async Task A_phone_does_not_scroll_sideways()
    {
        foreach (var report in new[] { DeploymentSamples.Large(20, failing: 3), DeploymentSamples.Hostile(), await DeploymentSamples.RecordedAsync("oom-killed") })
        {
            await using var opened = await chromium.OpenAsync(report, width: 360, height: 700);
            (await opened.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(360);
        }
    }

    [ChromiumFact]
    public async Task What_a_cluster_says_stays_text()
    {
        await using var opened = await chromium.OpenAsync(DeploymentSamples.Hostile());

        (await opened.Page.EvaluateAsync<bool>("window.attacked === undefined")).Should().BeTrue();
        (await opened.Page.Locator("img, iframe, main script").CountAsync()).Should().Be(0);
        (await opened.Page.Locator(".details").TextContentAsync()).Should().NotContain("\u202E").And.Contain(" ...", "what is too long is cut");
        opened.Complaints.Should().BeEmpty();
    }
}
