using System.ComponentModel;
using System.Reflection;

namespace KubeAssert.Theories;

/// <summary>
/// What a test case carries in place of a view: the source and the name, which every process can read again. xunit converts it into the view when it calls the test, and shows its
/// name. Not for use in code: xunit alone needs it public.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TheoryCase : ConvertibleToOthers, IXunitSerializable
{
    private static readonly MethodInfo Typed = typeof(TheoryCase).GetMethod(nameof(Find), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private TheorySource _source = new("", "");
    private string _name = "";

    /// <summary>For xunit, which reads what <see cref="Serialize"/> wrote.</summary>
    public TheoryCase()
    {
    }

    internal TheoryCase(TheorySource source, string name, string? manifest, string? rule)
    {
        _source = source;
        _name = name;
        Manifest = manifest;
        Rule = rule;
    }

    /// <summary>The object that the case is about, <c>Deployment/web</c>, to filter by. Known to discovery alone.</summary>
    internal string? Manifest { get; }

    /// <summary>The id of the rule that the case is about, to filter by. Known to discovery alone.</summary>
    internal string? Rule { get; }

    /// <inheritdoc />
    public void Serialize(IXunitSerializationInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        info.AddValue("type", _source.Type);
        info.AddValue("sources", _source.Sources);
        info.AddValue("policy", _source.Policy ?? "");
        info.AddValue("name", _name);
    }

    /// <inheritdoc />
    public void Deserialize(IXunitSerializationInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        var policy = info.GetValue<string>("policy");
        _source = new TheorySource(info.GetValue<string>("type")!, info.GetValue<string>("sources")!, string.IsNullOrEmpty(policy) ? null : policy);
        _name = info.GetValue<string>("name")!;
    }

    /// <summary>The name: <c>Deployment/web (deploy/web.yaml)</c>.</summary>
    public override string ToString() => _name;

    private protected override object ConvertTo(Type type) =>
        Typed.MakeGenericMethod(type).Invoke(this, BindingFlags.DoNotWrapExceptions, null, null, null)!;

    private T Find<T>()
        where T : class =>
        _source.Things<T>().Find(_name) ?? throw new TheoryDataException($"{_name} is not there any more; discover the tests anew.");
}
