using System.Collections.Frozen;

namespace KubeAssert.Cel;

/// <summary>The variables an expression may name, and the fields of the objects it may meet.</summary>
internal sealed class TypeEnvironment
{
    private static readonly FrozenDictionary<string, CelType> TypeNames = new[]
    {
        CelType.Bool, CelType.Bytes, CelType.Double, CelType.Duration, CelType.Int, CelType.AnyList, CelType.AnyMap, CelType.Null,
        CelType.String, CelType.Timestamp, CelType.AnyType, CelType.Uint, CelType.Ip, CelType.Cidr, CelType.AnyOptional,
    }.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);

    private readonly FrozenDictionary<string, CelType> _variables;
    private readonly FrozenDictionary<string, SchemaType> _objects;

    public TypeEnvironment(IReadOnlyDictionary<string, CelType> variables, params IEnumerable<SchemaType> objects)
    {
        _variables = variables.ToFrozenDictionary(StringComparer.Ordinal);
        var found = new Dictionary<string, SchemaType>(StringComparer.Ordinal);
        foreach (var type in objects)
            type.CollectObjects(found);
        _objects = found.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Whether patches can be made: <c>Object{...}</c>, <c>JSONPatch{...}</c>.</summary>
    public bool HasPatches { get; init; }

    /// <summary>Whether <c>includes</c> may be called: new expressions of 1.37 may not, as 1.36 could not run them; selectors of devices may.</summary>
    public bool HasIncludes { get; init; }

    /// <summary>Whether objects of that type can be made: <c>Object.spec{...}</c>.</summary>
    public bool IsMade(string typeName) => HasPatches && Patches.Knows(typeName);

    public CelType? FindVariable(string name) => _variables.GetValueOrDefault(name);

    /// <summary>The value behind a type's name, as in <c>type(x) == list</c>.</summary>
    public static TypeValue? FindTypeName(string name) =>
        TypeNames.TryGetValue(name, out var type) ? new TypeValue(type) : null;

    /// <summary>Whether anything is known about the fields of a type.</summary>
    public bool KnowsObject(string typeName) => _objects.ContainsKey(typeName) || IsMade(typeName);

    /// <summary>The type of a field, which may be written as it is although it is a reserved word.</summary>
    public CelType? FindField(string typeName, string field) =>
        IsMade(typeName) ? Patches.Field(typeName, field)
        : _objects.TryGetValue(typeName, out var type)
        && (type.Fields!.TryGetValue(field, out var found) || (PropertyNames.IsReserved(field) && type.Fields.TryGetValue($"__{field}__", out found)))
            ? found.Type.CelType
            : null;
}
