using KubeAssert.Yaml;

namespace KubeAssert;

/// <summary>A string, number, boolean or null.</summary>
public sealed class ScalarNode : Node
{
    private readonly string _text;

    /// <param name="kind">What the API server makes of it.</param>
    /// <param name="text">The text as written, without quotes, escapes resolved.</param>
    /// <param name="isPlain">Whether it was written without quotes and not as a block.</param>
    internal ScalarNode(NodeKind kind, string text, bool isPlain, int line, int column, Source? source = null)
        : base(kind, line, column, isPlain)
    {
        _text = text;
        if (source is not null)
            BelongTo(source);
    }

    /// <summary>Whether the value was written without quotes and not as a block: <c>yes</c>, not <c>"yes"</c>.</summary>
    public bool IsPlain => IsWrittenPlain;

    /// <inheritdoc />
    public override string? Text => Kind == NodeKind.Null ? null : _text;

    /// <inheritdoc />
    public override bool? AsBoolean() =>
        Kind == NodeKind.Boolean ? ScalarText.ToBoolean(_text) : null;

    /// <inheritdoc />
    public override long? AsInteger() =>
        Kind == NodeKind.Integer ? ScalarText.ToInteger(_text) : null;

    /// <inheritdoc />
    public override double? AsNumber() => Kind switch
    {
        NodeKind.Integer or NodeKind.Float => ScalarText.ToNumber(_text),
        _ => null,
    };

    internal ScalarNode Copy() => CopyTo(Line, Column);

    internal ScalarNode CopyTo(int line, int column) => new(Kind, _text, IsPlain, line, column);
}
