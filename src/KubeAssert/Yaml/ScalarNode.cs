using System.Globalization;
using KubeAssert.Yaml;

namespace KubeAssert;

/// <summary>A string, number, boolean or null.</summary>
public sealed class ScalarNode : Node
{
    private readonly string _text;
    private readonly Source? _source;

    /// <param name="kind">What the API server makes of it.</param>
    /// <param name="text">The text as written, without quotes, escapes resolved.</param>
    /// <param name="isPlain">Whether it was written without quotes and not as a block.</param>
    internal ScalarNode(NodeKind kind, string text, bool isPlain, int line, int column, Source? source = null)
        : base(kind, line, column)
    {
        _text = text;
        IsPlain = isPlain;
        _source = source;
    }

    /// <summary>Whether the value was written without quotes and not as a block: <c>yes</c>, not <c>"yes"</c>.</summary>
    public bool IsPlain { get; }

    /// <inheritdoc />
    public override string? Text => Kind == NodeKind.Null ? null : _text;

    internal override Source Source => _source ?? base.Source;

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
}
