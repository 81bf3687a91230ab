namespace KubeAssert.Cel;

internal enum TypeKind
{
    Dyn,
    Error,
    Null,
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Timestamp,
    Duration,
    List,
    Map,
    Struct,
    Opaque,
    Type,
    Parameter,
}

/// <summary>A type of CEL. Two types are the same when kind, name and parameters are.</summary>
internal sealed class CelType
{
    public static readonly CelType Dyn = new(TypeKind.Dyn, "dyn");
    public static readonly CelType Error = new(TypeKind.Error, "!error!");
    public static readonly CelType Null = new(TypeKind.Null, "null_type");
    public static readonly CelType Bool = new(TypeKind.Bool, "bool");
    public static readonly CelType Int = new(TypeKind.Int, "int");
    public static readonly CelType Uint = new(TypeKind.Uint, "uint");
    public static readonly CelType Double = new(TypeKind.Double, "double");
    public static readonly CelType String = new(TypeKind.String, "string");
    public static readonly CelType Bytes = new(TypeKind.Bytes, "bytes");
    public static readonly CelType Timestamp = new(TypeKind.Timestamp, "google.protobuf.Timestamp");
    public static readonly CelType Duration = new(TypeKind.Duration, "google.protobuf.Duration");
    public static readonly CelType AnyList = ListOf(Dyn);
    public static readonly CelType AnyMap = MapOf(Dyn, Dyn);
    public static readonly CelType AnyType = new(TypeKind.Type, "type");
    public static readonly CelType AnyOptional = OptionalOf(Dyn);
    public static readonly CelType Url = new(TypeKind.Struct, "kubernetes.URL");
    public static readonly CelType Quantity = new(TypeKind.Struct, "kubernetes.Quantity");
    public static readonly CelType Semver = new(TypeKind.Struct, "kubernetes.Semver");
    public static readonly CelType NamedFormat = new(TypeKind.Struct, "kubernetes.NamedFormat");
    public static readonly CelType Authorizer = new(TypeKind.Struct, "kubernetes.authorization.Authorizer");
    public static readonly CelType Ip = new(TypeKind.Opaque, "net.IP");
    public static readonly CelType Cidr = new(TypeKind.Opaque, "net.CIDR");

    private CelType(TypeKind kind, string name, params CelType[] parameters)
    {
        Kind = kind;
        Name = name;
        Parameters = parameters;
    }

    public TypeKind Kind { get; }

    /// <summary>The name a running expression sees: <c>type(x) == list</c>.</summary>
    public string Name { get; }

    public IReadOnlyList<CelType> Parameters { get; }

    public bool IsOptional => Kind == TypeKind.Opaque && Name == "optional_type";

    public static CelType ListOf(CelType element) => new(TypeKind.List, "list", element);

    public static CelType MapOf(CelType key, CelType value) => new(TypeKind.Map, "map", key, value);

    public static CelType OptionalOf(CelType value) => Opaque("optional_type", value);

    public static CelType Opaque(string name, params CelType[] parameters) => new(TypeKind.Opaque, name, parameters);

    public static CelType Struct(string name) => new(TypeKind.Struct, name);

    public static CelType TypeOf(CelType type) => new(TypeKind.Type, "type", type);

    public static CelType Parameter(string name) => new(TypeKind.Parameter, name);

    public bool Is(CelType other) => Same(this, other, parameterNames: true);

    /// <summary>Whether the types are the same when all type parameters are taken for one.</summary>
    public bool IsEquivalentTo(CelType other) => Same(this, other, parameterNames: false);

    /// <summary>The type as the API server prints it: <c>map(string, int)</c>.</summary>
    public override string ToString()
    {
        var name = Kind switch
        {
            TypeKind.Null => "null",
            TypeKind.Duration => "duration",
            TypeKind.Timestamp => "timestamp",
            _ => Name,
        };
        return Parameters.Count == 0 ? name : $"{name}({string.Join(", ", Parameters)})";
    }

    private static bool Same(CelType a, CelType b, bool parameterNames)
    {
        if (ReferenceEquals(a, b))
            return true;
        if (a.Kind != b.Kind || a.Parameters.Count != b.Parameters.Count)
            return false;
        if ((parameterNames || a.Kind != TypeKind.Parameter) && a.Name != b.Name)
            return false;
        for (var i = 0; i < a.Parameters.Count; i++)
        {
            if (!Same(a.Parameters[i], b.Parameters[i], parameterNames))
                return false;
        }

        return true;
    }
}
