using System.Globalization;
using System.Text;

namespace KubeAssert.Reports;

/// <summary>A picture as a Mermaid flowchart, which GitHub and GitLab draw in Markdown.</summary>
internal static class MermaidFormat
{
    public static string Write(Picture picture)
    {
        var text = new StringBuilder("flowchart LR\n");
        var bands = picture.Nodes.Select((node, index) => (node, index)).GroupBy(n => n.node.Namespace, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal);
        var number = 0;
        foreach (var band in bands)
        {
            text.Append(CultureInfo.InvariantCulture, $"  subgraph s{number++}[\"{Escaped(band.Key.Length > 0 ? band.Key : "outside namespaces")}\"]\n");
            foreach (var (node, index) in band)
                text.Append(CultureInfo.InvariantCulture, $"    n{index}[\"{Escaped($"{node.Kind}/{node.FullName}")}\"]{Class(node.State)}\n");
            text.Append("  end\n");
        }

        foreach (var edge in picture.Edges)
            text.Append(CultureInfo.InvariantCulture, $"  n{edge.From} {(edge.IsMutual ? "<" : "")}{(edge.State == ReferenceState.Resolved ? "-->" : "-.->")}|\"{Escaped(string.Join(", ", edge.Kinds))}\"| n{edge.To}\n");
        if (picture.Nodes.Any(n => n.State == ReferenceState.Missing))
            text.Append("  classDef missing fill:#fdecea,stroke:#b42318,color:#7a1a12,stroke-dasharray:4 3\n");
        if (picture.Nodes.Any(n => n.State is ReferenceState.External or ReferenceState.Optional))
            text.Append("  classDef elsewhere fill:none,stroke:#8c959f,stroke-dasharray:4 3\n");
        return text.ToString();
    }

    private static string Class(ReferenceState state) => state switch
    {
        ReferenceState.Missing => ":::missing",
        ReferenceState.External or ReferenceState.Optional => ":::elsewhere",
        _ => "",
    };

    /// <summary>Mermaid's own entities for whatever could end a label or begin markup.</summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '/' or '-' or '_' or '=' or ',' or '(' or ')' || c > '\u00BF')
                escaped.Append(c);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"#{(int)c};");
        }

        return escaped.ToString();
    }
}
