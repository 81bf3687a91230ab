namespace KubeAssert.Tests.Support;

/// <summary>A folder of one test, with files of its own and programs written as shell scripts.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kubeassert-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file, with the folders that it needs.</summary>
    public string Write(string name, string text)
    {
        var file = this[name];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>Writes a program that a shell runs.</summary>
    public string Program(string name, string script)
    {
        var file = Write(name, "#!/bin/sh\n" + script.ReplaceLineEndings("\n") + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }

    /// <summary>The lines of a file; none if it isn't there.</summary>
    public IReadOnlyList<string> Lines(string name) => File.Exists(this[name]) ? File.ReadAllLines(this[name]) : [];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
