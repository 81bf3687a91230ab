namespace KubeAssert.Cel;

/// <summary>The types and the function that only mutations know: <c>Object{...}</c>, <c>Object.spec{...}</c>, <c>JSONPatch{...}</c>, <c>jsonpatch.escapeKey</c>.</summary>
/// <remarks>Source: k8s.io/apiserver, pkg/cel/mutation and pkg/cel/library/jsonpatch.go.</remarks>
internal static class Patches
{
    public const string EscapeKey = "jsonpatch.escapeKey";

    private const string ObjectName = "Object";
    private const string OperationName = "JSONPatch";

    /// <summary>What an apply configuration comes to.</summary>
    public static CelType Object { get; } = CelType.Struct(ObjectName);

    /// <summary>What a JSON patch comes to.</summary>
    public static CelType Operations { get; } = CelType.ListOf(CelType.Struct(OperationName));

    public static IReadOnlyList<Overload> EscapeKeyOverloads { get; } = [new Overload("string_jsonpatch_escapeKey_string", false, [CelType.String], CelType.String)];

    public static bool Knows(string typeName) => typeName == OperationName || IsObject(typeName);

    /// <summary>The type of a field; objects take whatever field.</summary>
    public static CelType? Field(string typeName, string field) =>
        IsObject(typeName) ? CelType.Dyn
        : field switch
        {
            "op" or "path" or "from" => CelType.String,
            "value" => CelType.Dyn,
            _ => null,
        };

    private static bool IsObject(string typeName) => typeName == ObjectName || typeName.StartsWith(ObjectName + ".", StringComparison.Ordinal);
}
