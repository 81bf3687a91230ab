using KubeAssert.Loading;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KubeAssert.Sources;

/// <summary>
/// All that a renderer's output depends on, as one number: texts, and the contents of files and folders. What is too much to
/// read each time has no number, and is rendered each time.
/// </summary>
internal sealed class InputDigest : IDisposable
{
    private const int MostFiles = 5_000;
    private const long MostBytes = 64L * 1024 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _files;
    private long _bytes;
    private bool _isTooMuch;

    /// <summary>The digest; null if the input is too much or can't be read.</summary>
    public string? Value() => _isTooMuch ? null : Convert.ToHexString(_hash.GetHashAndReset());

    public InputDigest Add(string? text)
    {
        var bytes = Encoding.UTF8.GetBytes(text ?? "");
        _hash.AppendData(Encoding.ASCII.GetBytes((text is null ? "-" : bytes.Length.ToString(CultureInfo.InvariantCulture)) + ":"));
        _hash.AppendData(bytes);
        return this;
    }

    /// <summary>A program as it is now, and all that it is given: arguments, standard input, every variable that it sees.</summary>
    public InputDigest Add(Invocation invocation)
    {
        AddProgram(invocation);
        Add(invocation.Folder).Add(invocation.Input);
        foreach (var argument in invocation.Arguments)
            Add(argument.Value);
        Add("environment");
        var variables = Environment.GetEnvironmentVariables();
        foreach (var name in variables.Keys.Cast<string>().Where(name => !invocation.Environment.ContainsKey(name)).Order(StringComparer.Ordinal))
            Add(name).Add(variables[name] as string);
        foreach (var (name, value) in invocation.Environment.OrderBy(e => e.Key, StringComparer.Ordinal))
            Add(name).Add(value);
        return Add("environment ends");
    }

    /// <summary>More than could be found out: nothing of it is remembered.</summary>
    public InputDigest AddUnknown()
    {
        _isTooMuch = true;
        return this;
    }

    /// <summary>A file, or all files of a folder; a path that is neither counts as just that.</summary>
    public InputDigest AddPath(string path)
    {
        try
        {
            if (File.Exists(path))
                AddFile(path);
            else if (Directory.Exists(path))
                AddFolder(path);
            else
                Add("absent").Add(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _isTooMuch = true;
        }

        return this;
    }

    /// <summary>Another version of a program is another file, at another time or of another length.</summary>
    private void AddProgram(Invocation invocation)
    {
        var path = ProgramPath.Find(invocation.Program, invocation.Folder, invocation.Variable("PATH"));
        Add(path ?? invocation.Program);
        var file = path is null ? null : new FileInfo(path);
        file = file?.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        if (file is { Exists: true })
            Add(file.FullName).Add(string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}"));
    }

    private void AddFolder(string folder)
    {
        var open = new Stack<DirectoryInfo>([new DirectoryInfo(folder)]);
        while (!_isTooMuch && open.TryPop(out var at))
        {
            if (!_seen.Add(at.FullName))
                continue;
            foreach (var entry in at.EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal))
            {
                if (entry is FileInfo)
                    AddFile(entry.FullName);
                else if (entry is DirectoryInfo below && entry.Name is not (".git" or "node_modules"))
                    open.Push(below.LinkTarget is null ? below : below.ResolveLinkTarget(returnFinalTarget: true) as DirectoryInfo ?? below);
            }
        }
    }

    private void AddFile(string file)
    {
        if (_isTooMuch || !_seen.Add(file))
            return;
        if (!RegularFile.HasContent(file))
        {
            Add(file).Add("0");
            return;
        }

        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        _bytes += stream.Length;
        if (++_files > MostFiles || _bytes > MostBytes)
        {
            _isTooMuch = true;
            return;
        }

        Add(file).Add(stream.Length.ToString(CultureInfo.InvariantCulture));
        while (stream.Read(_buffer) is var count and > 0)
            _hash.AppendData(_buffer.AsSpan(0, count));
    }

    public void Dispose() => _hash.Dispose();
}
