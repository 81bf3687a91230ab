namespace KubeAssert.Sources;

/// <summary>Finds programs as a shell would in <c>PATH</c>, and never in the folder that happens to be the current one.</summary>
internal static class ProgramPath
{
    private static readonly string[] WindowsEndings = [".exe", ".com"];
    private static readonly string[] WindowsScripts = [".cmd", ".bat", ".ps1"];

    /// <summary>Whether a program of that name is there.</summary>
    public static bool Holds(string program, string? path = null) => Find(program, Environment.CurrentDirectory, path ?? Environment.GetEnvironmentVariable("PATH")) is not null;

    /// <summary>Where the program is; null if it is nowhere.</summary>
    public static string? Find(string program, string folder, string? path)
    {
        if (IsPath(program))
            return WithEnding(Path.GetFullPath(program, folder));
        return (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(place => WithEnding(Path.Combine(place, program)))
            .FirstOrDefault(found => found is not null);
    }

    /// <summary>A script of Windows' shell with that name: it would have to be run by the shell.</summary>
    public static string? FindScript(string program, string? path) =>
        !OperatingSystem.IsWindows() || IsPath(program) ? null : (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(place => WindowsScripts.Select(ending => Path.Combine(place, program + ending)))
            .FirstOrDefault(File.Exists);

    public static bool IsPath(string program) => program.AsSpan().IndexOfAny('/', Path.DirectorySeparatorChar) >= 0;

    private static string? WithEnding(string file)
    {
        if (!OperatingSystem.IsWindows())
            return IsExecutable(file) ? file : null;
        return WindowsEndings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) && File.Exists(file)
            ? file
            : WindowsEndings.Select(ending => file + ending).FirstOrDefault(File.Exists);
    }

    private static bool IsExecutable(string file)
    {
        try
        {
            return !OperatingSystem.IsWindows() && File.Exists(file)
                && (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
