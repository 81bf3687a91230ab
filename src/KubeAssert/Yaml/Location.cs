using KubeAssert.Texts;

namespace KubeAssert;

/// <summary>A place in a source text.</summary>
/// <param name="File">The file's path as given to the loader, with forward slashes, or the name given to <c>Manifests.Parse</c>.</param>
/// <param name="Line">The line, counted from 1; 0 when the place is a file as a whole.</param>
/// <param name="Column">The column in characters, counted from 1; 0 when the place is a file as a whole.</param>
public readonly record struct Location(string File, int Line, int Column)
{
    /// <summary>The place as editors and terminals link it: <c>deploy/web.yaml:12:9</c>.</summary>
    public override string ToString() => Line == 0 ? VisibleText.Name(File ?? "") : $"{VisibleText.Name(File)}:{Line}:{Column}";
}
