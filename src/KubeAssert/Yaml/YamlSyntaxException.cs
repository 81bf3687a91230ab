namespace KubeAssert.Yaml;

/// <summary>Why a document can't be read any further. It never leaves the reader: it becomes a <see cref="ReadProblem"/>.</summary>
internal sealed class YamlSyntaxException(int line, int column, string message, string fix) : Exception(message)
{
    public int Line { get; } = line;

    public int Column { get; } = column;

    public string Fix { get; } = fix;
}
