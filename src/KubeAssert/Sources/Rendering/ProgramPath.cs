namespace KubeAssert.Sources;

/// <summary>Finds programs as a shell would in <c>PATH</c>, and never in the folder that happens to be the current one.</summary>
internal static class ProgramPath
{
    private static readonly string[] WindowsEndings = [".exe", ".com"];
    private static readonly string[] WindowsScriptEndings = [".cmd", ".bat", ".ps1"];

    /// <summary>Whether a program of that name is there.</summary>
    public static bool Holds(string program, string? path = null) => Find(program, Environment.CurrentDirectory, path ?? Environment.GetEnvironmentVariable("PATH")) is not null;

    /// <summary>Where the program is; null if it is nowhere.</summary>
    public static string? Find(string program, string folder, string? path) =>
        Candidates(program, folder, path).SelectMany(file => OperatingSystem.IsWindows() ? WindowsPrograms(file) : [file]).FirstOrDefault(IsProgram);

    /// <summary>A script of Windows' shells with that name: it would have to be run by a shell.</summary>
    public static string? FindScript(string program, string folder, string? path) =>
        OperatingSystem.IsWindows() ? Candidates(program, folder, path).SelectMany(WindowsScripts).FirstOrDefault(File.Exists) : null;

    public static bool IsPath(string program) => program.AsSpan().IndexOfAny('/', Path.DirectorySeparatorChar) >= 0;

    /// <summary>The files that Windows may mean by a name, best first: <c>helm</c> is <c>helm.exe</c>.</summary>
    public static IEnumerable<string> WindowsPrograms(string file) => WithEndings(file, WindowsEndings);

    /// <summary>The scripts that Windows' shells may mean by a name: npm's <c>cdk8s</c> is <c>cdk8s.cmd</c>.</summary>
    public static IEnumerable<string> WindowsScripts(string file) => WithEndings(file, WindowsScriptEndings);

    /// <summary>The folders of a <c>PATH</c>; on Windows some are quoted.</summary>
    public static IEnumerable<string> Folders(string? path, char separator) =>
        (path ?? "").Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(folder => separator == ';' ? folder.Trim('"') : folder);

    private static IEnumerable<string> Candidates(string program, string folder, string? path) =>
        IsPath(program)
            ? [Path.GetFullPath(program, folder)]
            : Folders(path, Path.PathSeparator).Where(Path.IsPathFullyQualified).Select(place => Path.Combine(place, program));

    private static IEnumerable<string> WithEndings(string file, string[] endings) =>
        endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) ? [file] : endings.Select(ending => file + ending);

    private static bool IsProgram(string file)
    {
        try
        {
            return File.Exists(file)
                && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
