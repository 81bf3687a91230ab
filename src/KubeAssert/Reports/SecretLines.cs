using KubeAssert.Loading;

namespace KubeAssert.Reports;

/// <summary>Blacks out what a Secret holds, in the lines of its file: rather too much than too little.</summary>
internal sealed class SecretLines(string[] lines)
{
    private const string Redacted = "<redacted>";

    /// <summary>The numbers of the lines that are no longer as they were.</summary>
    public HashSet<int> Lines { get; } = [];

    /// <summary>Hides what the Secrets at or below a node hold, however they are embedded.</summary>
    public void HideIn(Node root)
    {
        foreach (var hidden in SecretContent.HiddenIn(root))
        {
            var value = hidden;
            while (value.Parent is { IsList: true } list)
                value = list;
            if (value.Parent is not { } map)
                continue;
            foreach (var entry in map.Entries)
            {
                if (ReferenceEquals(entry.Value, value))
                    Hide(map, entry);
            }
        }
    }

    private void Hide(Node map, MapEntry entry)
    {
        var end = EndOf(map, entry);
        CutBehind(entry);
        var keys = entry.Value.Entries.GroupBy(e => e.KeyLine).ToDictionary(g => g.Key, g => g.MinBy(e => e.KeyColumn));
        for (var line = entry.KeyLine + 1; line < end; line++)
        {
            if (keys.TryGetValue(line, out var inner))
                CutBehind(inner);
            else
                CutAt(line, lines[line - 1].Length - lines[line - 1].AsSpan().TrimStart().Length);
        }

        // what an alias names is written elsewhere
        foreach (var value in entry.Value.Entries.Select(e => e.Value).Append(entry.Value).Where(v => v.Line < entry.KeyLine || v.Line >= end))
        {
            for (var line = value.Line; line <= Math.Min(lines.Length, value.Line + (value.Text?.Count(c => c == '\n') ?? 0) + 1); line++)
                CutAt(line, line == value.Line ? value.Column - 1 : 0);
        }
    }

    /// <summary>The first line that no longer belongs to an entry: that of the next key or item, the next document, or behind the last.</summary>
    private int EndOf(Node map, MapEntry entry)
    {
        var from = entry.KeyLine;
        for (Node? at = entry.Value, above = map; above is not null; at = above, above = above.Parent)
        {
            var next = above.Entries.Select(e => e.KeyLine).Concat(above.Items.Where(i => !ReferenceEquals(i, at)).Select(i => i.Line)).Where(l => l > from).DefaultIfEmpty(0).Min();
            if (next > 0)
                return next;
        }

        for (var line = from + 1; line <= lines.Length; line++)
        {
            if (lines[line - 1].StartsWith("---", StringComparison.Ordinal))
                return line;
        }

        return lines.Length + 1;
    }

    private void CutBehind(MapEntry entry)
    {
        if (entry.KeyLine < 1 || entry.KeyLine > lines.Length)
            return;
        var line = lines[entry.KeyLine - 1];
        var colon = line.IndexOf(':', Math.Min(line.Length, Math.Max(0, entry.KeyColumn - 1 + entry.Key.Length)));
        CutAt(entry.KeyLine, colon < 0 ? Math.Max(0, entry.KeyColumn - 1) : colon + 1);
    }

    private void CutAt(int line, int column)
    {
        if (line < 1 || line > lines.Length)
            return;
        var text = lines[line - 1];
        column = Math.Clamp(column, 0, text.Length);
        if (text.AsSpan(column).Trim().Length == 0)
            return;
        lines[line - 1] = (text[..column].TrimEnd() is { Length: > 0 } kept ? kept + " " : text[..column]) + Redacted;
        Lines.Add(line);
    }
}
