namespace KubeAssert.SchemaCompiler;

/// <summary>Which fields the API server writes although they are empty, or leaves out: the resource <c>object.forms</c>.</summary>
/// <remarks>What is no exception from the rule (strings, lists and maps are left out when empty, everything else is kept when set) is not stored.</remarks>
internal sealed class ObjectFormsFile(GoSource source)
{
    public void Update(string path)
    {
        var lines = File.Exists(path) ? File.ReadLines(path).ToDictionary(l => l.Split(' ')[0], StringComparer.Ordinal) : [];
        foreach (var type in source.Types.Where(t => t.Underlying == "struct {"))
        {
            var name = type.Package.Prefix + type.Name;
            var forms = FieldsOf(type).Select(f => (f.Json, Form: FormOf(f, type.Package))).Where(f => f.Form != ' ')
                .GroupBy(f => f.Form).OrderBy(g => g.Key)
                .Select(g => $"{g.Key}:{string.Join(',', g.Select(f => f.Json).Distinct().Order(StringComparer.Ordinal))}");
            var line = string.Join(' ', forms.Prepend(name));
            if (line == name)
                lines.Remove(name);
            else
                lines[name] = line;
        }

        File.WriteAllLines(path, lines.Values.Order(StringComparer.Ordinal));
    }

    private IEnumerable<GoField> FieldsOf(GoType type) => type.Fields.SelectMany(field =>
        !field.IsInline ? [field]
        : source.Find(field.Type, type.Package) is { } embedded ? FieldsOf(embedded)
        : []);

    /// <summary><c>p</c> always written, <c>k</c> kept when set, <c>z</c> left out when zero, a space for the rule.</summary>
    private char FormOf(GoField field, GoPackage package)
    {
        var isPointer = field.Type.StartsWith('*');
        var kind = KindOf(field.Type.TrimStart('*'), package);
        var isDroppedByRule = kind is "string" or "list" or "map";
        if (!field.OmitsEmpty)
            return 'p';
        if (isPointer)
            return kind == "string" ? 'k' : ' ';
        if (kind == "struct")
            return 'p'; // a struct is never empty to encoding/json
        return isDroppedByRule ? ' ' : 'z';
    }

    private string KindOf(string type, GoPackage package)
    {
        if (type.StartsWith("[]", StringComparison.Ordinal))
            return "list";
        if (type.StartsWith("map[", StringComparison.Ordinal))
            return "map";
        if (type is "string" or "types.UID" or "types.NodeName" or "metav1.StatusReason")
            return "string";
        if (type is "bool" or "int32" or "int64" or "int" or "uint32" or "float64" or "uint64")
            return "number";
        return source.Find(type, package) is { Underlying: not "struct {" } named ? KindOf(named.Underlying, named.Package) : "struct";
    }
}
