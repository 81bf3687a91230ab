namespace KubeAssert.Theories;

/// <summary>
/// What a test case carries in place of a view: the source and the name, which every process can read again. xunit turns it into the view by the conversion below when it calls
/// the test, and shows its name.
/// </summary>
internal sealed class TheoryCase<T> : IXunitSerializable
    where T : class
{
    private TheorySource _source = new("", "");
    private string _name = "";

    /// <summary>For xunit, which reads what <see cref="Serialize"/> wrote.</summary>
    public TheoryCase()
    {
    }

    internal TheoryCase(TheorySource source, string name)
    {
        _source = source;
        _name = name;
    }

    public static implicit operator T(TheoryCase<T> theoryCase) => theoryCase.Thing;

    private T Thing => _source.Things<T>().Find(_name)
        ?? throw new TheoryDataException($"{_name} is not there any more; discover the tests anew.");

    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue("type", _source.Type);
        info.AddValue("sources", _source.Sources);
        info.AddValue("policy", _source.Policy ?? "");
        info.AddValue("name", _name);
    }

    public void Deserialize(IXunitSerializationInfo info)
    {
        var policy = info.GetValue<string>("policy");
        _source = new TheorySource(info.GetValue<string>("type")!, info.GetValue<string>("sources")!, string.IsNullOrEmpty(policy) ? null : policy);
        _name = info.GetValue<string>("name")!;
    }

    public override string ToString() => _name;
}
