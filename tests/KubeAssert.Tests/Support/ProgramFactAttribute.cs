namespace KubeAssert.Tests.Support;

/// <summary>A fact that needs one of some programs: skipped, with a word on why, where none is on the <c>PATH</c>.</summary>
internal sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(params string[] programs)
    {
        if (!programs.Any(IsThere))
            Skip = $"there is no {string.Join(" and no ", programs)} on the PATH";
    }

    public static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));
}
