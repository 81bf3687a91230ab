namespace KubeAssert.Browser.Tests;

/// <summary>A test that needs Debian's Chromium; skipped where it is not installed.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    public const string Executable = "/usr/bin/chromium";

    public ChromiumFactAttribute()
    {
        if (!File.Exists(Executable))
            Skip = $"needs a browser: {Executable} is not there (apt-get install chromium)";
    }
}
