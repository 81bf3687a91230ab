namespace KubeAssert.Cluster.Connection;

/// <summary>Cutting texts that come from outside.</summary>
internal static class Excerpt
{
    /// <summary>The last lines of a text.</summary>
    public static string Tail(string text, int lines)
    {
        var all = text.TrimEnd().Split('\n');
        return string.Join('\n', all.Length <= lines ? all : all[^lines..]);
    }

    public static string Start(string text, int length) => text.Length <= length ? text : text[..length] + "...";
}
