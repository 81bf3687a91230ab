using KubeAssert.Go;

namespace KubeAssert.Cel;

/// <summary>What <c>url("https://example.com/a?b=c")</c> gives.</summary>
internal sealed class UrlValue(RequestUrl url) : CelValue
{
    public RequestUrl Url { get; } = url;

    public override CelType Type => CelType.Url;

    public override CelValue EqualTo(CelValue other) =>
        other is UrlValue url ? BoolValue.Of(url.Url.Text == Url.Text) : ErrorValue.NoSuchOverloadFor(other);

    public MapValue Query() =>
        MapValue.Of(Url.Query().ToDictionary(v => (CelValue)new StringValue(v.Key), v => (CelValue)ListValue.OfStrings(v.Value), KeyComparer.Instance));
}
