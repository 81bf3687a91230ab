using System.Text.Json.Serialization;

namespace KubeAssert.Reports;

/// <summary>A finding as plain text, with its place in the repository and the source lines around it.</summary>
internal sealed record ReportItem
{
    public required string RuleId { get; init; }

    /// <summary>What the rule is about, where the report does not know it otherwise.</summary>
    public string? RuleTitle { get; init; }

    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>Kind and name; empty for the set as a whole.</summary>
    public string Object { get; init; } = "";

    /// <summary>The object's namespace; empty for kinds that are in none.</summary>
    public string Namespace { get; init; } = "";

    public string Path { get; init; } = "";

    public required ReportPlace Place { get; init; }

    public required string Message { get; init; }

    public string? Nearest { get; init; }

    public string? Fix { get; init; }

    public string? Documentation { get; init; }

    /// <summary>Why it does not count; null when it does.</summary>
    public string? Exemption { get; init; }

    /// <summary>The same for the same finding whatever lines move above it.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>The lines around it; empty when the source is not to be had or must not be shown.</summary>
    public IReadOnlyList<SourceLine> Lines { get; init; } = [];

    /// <summary>What else it rests on: evidence, a chain, a log.</summary>
    public IReadOnlyList<ReportDetail> Details { get; init; } = [];

    [JsonIgnore]
    public bool IsExempt => Exemption is not null;

    [JsonIgnore]
    public string FullObject => Namespace.Length > 0 ? $"{Namespace}/{Object}" : Object;
}

/// <summary>A place in a file.</summary>
/// <param name="File">Relative to the repository's root with forward slashes where the file lies below it; else as messages name it. Empty when there is none.</param>
/// <param name="Line">From 1; 0 when the place is the file as a whole.</param>
/// <param name="Column">From 1; 0 when the place is the file as a whole.</param>
/// <param name="EndLine">The last line; 0 when it is not known.</param>
/// <param name="EndColumn">The column behind the last character; 0 when it is not known.</param>
internal readonly record struct ReportPlace(string File, int Line, int Column, int EndLine = 0, int EndColumn = 0)
{
    public override string ToString() => new Location(File, Line, Column).ToString();
}

/// <summary>A line of source.</summary>
/// <param name="Number">From 1; 0 for a line that was rendered from the object.</param>
/// <param name="Text">Its text, without values of Secrets.</param>
/// <param name="From">Where what was found begins, counted from 0; -1 when it is not in this line.</param>
/// <param name="To">Behind its last character; where it begins when it is about what is not written there.</param>
internal readonly record struct SourceLine(int Number, string Text, int From = -1, int To = -1)
{
    [JsonIgnore]
    public bool IsMarked => From >= 0;
}
