namespace Kustomized.Tests;

/// <summary>A theory that needs kustomize, alone or inside kubectl: skipped, with a word on why, where neither is there.</summary>
internal sealed class KustomizeTheoryAttribute : TheoryAttribute
{
    public KustomizeTheoryAttribute()
    {
        if (!IsThere("kustomize") && !IsThere("kubectl"))
            Skip = "neither kustomize nor kubectl is on the PATH";
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));
}
