namespace Charted.Tests;

/// <summary>A theory that needs helm: skipped, with a word on why, where it is missing.</summary>
internal sealed class HelmTheoryAttribute : TheoryAttribute
{
    public HelmTheoryAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "helm")) || File.Exists(Path.Combine(folder, "helm.exe"))))
            Skip = "there is no helm on the PATH";
    }
}
