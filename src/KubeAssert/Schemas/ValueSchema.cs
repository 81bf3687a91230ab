namespace KubeAssert.OpenApi;

/// <summary>What the API server's decoder takes at one place.</summary>
internal enum ValueShape : byte
{
    /// <summary>Anything: embedded objects, managed fields, free JSON.</summary>
    Any,

    String,

    Boolean,

    Int32,

    Int64,

    Double,

    /// <summary>A string in base64.</summary>
    Bytes,

    /// <summary>An object with known fields.</summary>
    Object,

    List,

    /// <summary>A map with any keys and values of one shape.</summary>
    Map,

    IntOrString,

    /// <summary>A number with a unit: <c>100m</c>, <c>1Gi</c>; a JSON number too.</summary>
    Quantity,

    /// <summary>An RFC 3339 time in seconds.</summary>
    Time,

    /// <summary>An RFC 3339 time in microseconds.</summary>
    MicroTime,

    /// <summary>A JSON schema, or a list of them (CRDs' <c>items</c>).</summary>
    SchemaOrList,

    /// <summary>A JSON schema, or a boolean (CRDs' <c>additionalProperties</c>).</summary>
    SchemaOrBoolean,

    /// <summary>A JSON schema, or a list of strings (CRDs' <c>dependencies</c>).</summary>
    SchemaOrStrings,
}

/// <summary>The schema of a value. Immutable; the type behind an object is decoded when it is first asked for.</summary>
internal sealed class ValueSchema
{
    private readonly VersionSchemas? _schemas;
    private readonly int _typeName;
    private TypeSchema? _type;

    private ValueSchema(ValueShape shape, ValueSchema? item = null, VersionSchemas? schemas = null, int typeName = 0)
    {
        Shape = shape;
        Item = item;
        _schemas = schemas;
        _typeName = typeName;
    }

    public ValueShape Shape { get; }

    /// <summary>The schema of a list's items or of a map's values.</summary>
    public ValueSchema? Item { get; }

    /// <summary>The type of an object.</summary>
    public TypeSchema Type => _type ??= _schemas!.Type(_typeName);

    public static ValueSchema Read(ref SchemaReader reader, VersionSchemas schemas)
    {
        var shape = (ValueShape)reader.ReadInteger();
        return shape switch
        {
            ValueShape.Object or ValueShape.SchemaOrList or ValueShape.SchemaOrBoolean or ValueShape.SchemaOrStrings => new ValueSchema(shape, schemas: schemas, typeName: reader.ReadInteger()),
            ValueShape.List or ValueShape.Map => new ValueSchema(shape, Read(ref reader, schemas)),
            _ => Plain[(int)shape],
        };
    }

    private static readonly ValueSchema[] Plain = Enum.GetValues<ValueShape>().Select(shape => new ValueSchema(shape)).ToArray();
}
