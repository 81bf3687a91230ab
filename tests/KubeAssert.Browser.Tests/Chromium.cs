using Microsoft.Playwright;

namespace KubeAssert.Browser.Tests;

/// <summary>One browser for all tests, without a network and with an empty profile.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private readonly string _profile = Directory.CreateTempSubdirectory("kubeassert-browser-").FullName;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (!File.Exists(ChromiumFactAttribute.Executable))
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = ChromiumFactAttribute.Executable,
            Headless = true,
            Args =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", $"--disk-cache-dir={_profile}",
            ],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    /// <summary>Opens a report from a file, offline.</summary>
    internal async Task<OpenedPage> OpenAsync(Report report, int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            Offline = true,
        });
        var page = await context.NewPageAsync();
        var opened = new OpenedPage(context, page, Path.Combine(_profile, $"{Guid.NewGuid():N}.html"));
        await File.WriteAllTextAsync(opened.File, report.ToHtml());
        await page.GotoAsync(new Uri(opened.File).AbsoluteUri);
        return opened;
    }
}

/// <summary>A page, and what it complained about.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    public OpenedPage(IBrowserContext context, IPage page, string file)
    {
        _context = context;
        Page = page;
        File = file;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => Complaints.Add(error);
        page.Dialog += (_, dialog) => Complaints.Add("a dialog: " + dialog.Message);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                Complaints.Add("a request to " + request.Url);
        };
    }

    public IPage Page { get; }

    public string File { get; }

    public List<string> Complaints { get; } = [];

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
