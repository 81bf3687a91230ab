using KubeAssert.Yaml;

namespace KubeAssert.Loading;

/// <summary>What one file holds.</summary>
internal sealed class FileContent
{
    public List<Manifest> Manifests { get; } = [];

    public List<ReadProblem> Problems { get; } = [];

    public bool IsSkipped { get; set; }
}

/// <summary>Reads one file after another on one thread, with buffers that stay.</summary>
internal sealed class FileReader
{
    private readonly YamlReader _yaml = new();
    private byte[] _bytes = new byte[64 * 1024];

    public FileContent Read(ManifestFile file)
    {
        try
        {
            if (!RegularFile.HasContent(file.Path))
                return Read("", file.Name, file.IsNamed);
            using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return Read(stream, stream.Length, file.Name, file.IsNamed, file.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            var content = new FileContent();
            content.Problems.Add(new ReadProblem(new Location(file.Name, 0, 0), "the file can't be read: " + e.Message.ReplaceLineEndings(" ").TrimEnd('.'), "give the test's user the right to read it, or leave it out"));
            return content;
        }
    }

    public FileContent Read(Stream stream, long length, string name, bool isNamed, string? path = null)
    {
        if (length > Limits.Length)
            return TooLong(name);

        var read = 0;
        while (true)
        {
            if (read == _bytes.Length)
                Array.Resize(ref _bytes, _bytes.Length * 2);
            var count = stream.Read(_bytes, read, _bytes.Length - read);
            if (count == 0)
                break;
            read += count;
            if (read > Limits.Length)
                return TooLong(name);
        }

        var content = new FileContent();
        var documents = _yaml.Read(_bytes.AsSpan(0, read), name, content.Problems, path);
        ExplainTemplates(_bytes.AsSpan(0, read), content.Problems);
        Sort(documents, name, isNamed, content);
        return content;
    }

    public FileContent Read(string text, string name, bool isNamed = true)
    {
        var content = new FileContent();
        Sort(_yaml.Read(text.AsSpan(), name, content.Problems), name, isNamed, content);
        return content;
    }

    private static void Sort(IReadOnlyList<YamlDocument> documents, string name, bool isNamed, FileContent content)
    {
        content.IsSkipped = !new DocumentReader(isNamed, content.Manifests, content.Problems).Read(documents) && content.Problems.Count == 0;
        if (isNamed && content.Manifests.Count == 0 && content.Problems.Count == 0)
            content.Problems.Add(new ReadProblem(new Location(name, 0, 0), "there is no manifest in it", "write one, or leave it out"));
    }

    /// <summary>A template of Helm is no YAML before it is rendered: one word on that instead of each error that follows from it.</summary>
    private static void ExplainTemplates(ReadOnlySpan<byte> text, List<ReadProblem> problems)
    {
        if (problems.Count == 0 || text.IndexOf("{{"u8) < 0)
            return;
        var first = problems[0] with { Fix = "this looks like a template: render it (helm template) and load what comes out" };
        problems.Clear();
        problems.Add(first);
    }

    private static FileContent TooLong(string name)
    {
        var content = new FileContent();
        var problem = SourceText.TooLong();
        content.Problems.Add(new ReadProblem(new Location(name, 0, 0), problem.Message, problem.Fix));
        return content;
    }
}
