namespace KubeAssert.Yaml;

internal enum TokenKind : byte
{
    StreamEnd,
    VersionDirective,
    TagDirective,
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias,
    Anchor,
    Tag,
    Scalar,
}

/// <summary>The smallest piece of a YAML text that means something, and where it begins.</summary>
internal struct Token
{
    public TokenKind Kind;

    /// <summary>Whether a scalar stands without quotes and is no block.</summary>
    public bool IsPlain;

    /// <summary>Counted from 0, as all places inside the reader.</summary>
    public int Line;

    public int Column;

    /// <summary>A scalar's or anchor's text, or a tag's handle.</summary>
    public string? Text;

    /// <summary>What follows a tag's handle, or a tag directive's prefix.</summary>
    public string? Suffix;
}
