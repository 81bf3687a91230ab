namespace KubeAssert.OpenApi;

/// <summary>A named type of the Kubernetes API in one version: its fields and which of them are required. Immutable.</summary>
internal sealed class TypeSchema
{
    private readonly Dictionary<string, ValueSchema> _fields;

    private TypeSchema(string name, Dictionary<string, ValueSchema> fields, string[] required)
    {
        Name = name;
        _fields = fields;
        Required = required;
    }

    /// <summary>The name as the OpenAPI documents write it: <c>io.k8s.api.core.v1.Container</c>.</summary>
    public string Name { get; }

    public IReadOnlyDictionary<string, ValueSchema> Fields => _fields;

    /// <summary>The fields that the documents call required; the server itself leaves them to validation, or sets them.</summary>
    public string[] Required { get; }

    public ValueSchema? Find(string field) => _fields.GetValueOrDefault(field);

    public static TypeSchema Read(string name, SchemaReader reader, SchemaResource resource, VersionSchemas schemas)
    {
        var count = reader.ReadInteger();
        var fields = new Dictionary<string, ValueSchema>(count, StringComparer.Ordinal);
        List<string>? required = null;
        for (var i = 0; i < count; i++)
        {
            var field = resource.String(reader.ReadInteger());
            if (reader.ReadInteger() == 1)
                (required ??= []).Add(field);
            fields.Add(field, ValueSchema.Read(ref reader, schemas));
        }

        return new TypeSchema(name, fields, required is null ? [] : [.. required]);
    }
}
