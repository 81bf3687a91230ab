using System.Text;

namespace KubeAssert.Reports;

/// <summary>Writes all formats into a folder.</summary>
internal static class ReportFiles
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static IReadOnlyList<string> Write(ReportData data, string folder, string name)
    {
        Directory.CreateDirectory(folder);
        var files = new List<string>
        {
            Put(".html", HtmlPage.Write(data)),
            Put(".sarif", SarifFormat.Write(data)),
            Put(".junit.xml", JUnitFormat.Write(data)),
            Put(".gitlab.json", GitLabFormat.Write(data)),
            Put(".md", MarkdownFormat.Write(data)),
        };
        if (data.Picture is { Nodes.Count: > 0 } picture)
            files.Add(Put(".mmd", MermaidFormat.Write(picture.Limited())));
        return files;

        string Put(string ending, string text)
        {
            var file = Path.Combine(folder, name + ending);
            Replace(file, text);
            return file;
        }
    }

    /// <summary>The annotations as a file, for a step that prints it: what a test writes to standard output most loggers keep to themselves.</summary>
    public static string WriteAnnotations(ReportData data, string folder, string name)
    {
        var file = Path.Combine(folder, name + ".github.txt");
        Replace(file, GitHubFormat.Write(data));
        return file;
    }

    /// <summary>Puts a whole file in place of another, so that nobody reads half of one.</summary>
    private static void Replace(string file, string text)
    {
        var draft = $"{file}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(draft, text, Utf8);
            File.Move(draft, file, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }
}
