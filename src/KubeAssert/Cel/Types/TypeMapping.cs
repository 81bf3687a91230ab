using System.Collections.Immutable;

namespace KubeAssert.Cel;

/// <summary>What type parameters stand for, and whether one type may stand where another is asked for.</summary>
internal sealed class TypeMapping
{
    private ImmutableDictionary<string, CelType> _known = ImmutableDictionary.Create<string, CelType>(StringComparer.Ordinal);

    public void Add(CelType parameter, CelType type) => _known = _known.SetItem(parameter.Name, type);

    /// <summary>Tells whether the types fit each other, and keeps what that says about type parameters only if they do.</summary>
    public bool TryAssign(CelType t1, CelType t2)
    {
        var before = _known;
        if (Assign(t1, t2))
            return true;
        _known = before;
        return false;
    }

    public bool TryAssign(IReadOnlyList<CelType> l1, IReadOnlyList<CelType> l2)
    {
        var before = _known;
        if (Assign(l1, l2))
            return true;
        _known = before;
        return false;
    }

    public CelType Substitute(CelType type, bool parameterToDyn)
    {
        if (type.Kind == TypeKind.Parameter)
        {
            if (_known.TryGetValue(type.Name, out var known))
                return Substitute(known, parameterToDyn);
            return parameterToDyn ? CelType.Dyn : type;
        }

        if (type.Parameters.Count == 0)
            return type;
        return type.Kind switch
        {
            TypeKind.List => CelType.ListOf(Substitute(type.Parameters[0], parameterToDyn)),
            TypeKind.Map => CelType.MapOf(Substitute(type.Parameters[0], parameterToDyn), Substitute(type.Parameters[1], parameterToDyn)),
            TypeKind.Type => CelType.TypeOf(Substitute(type.Parameters[0], parameterToDyn)),
            TypeKind.Opaque => CelType.Opaque(type.Name, [.. type.Parameters.Select(p => Substitute(p, parameterToDyn))]),
            _ => type,
        };
    }

    public static CelType MostGeneral(CelType t1, CelType t2) => IsEqualOrLessSpecific(t1, t2) ? t1 : t2;

    private bool Assign(CelType t1, CelType t2)
    {
        if (t2.Kind == TypeKind.Parameter)
        {
            var (valid, known) = AssignParameter(t1, t2);
            if (valid)
                return true;
            if (known)
                return false;
        }

        if (t1.Kind == TypeKind.Parameter)
            return AssignParameter(t2, t1).Valid;
        if (t1.Kind is TypeKind.Dyn or TypeKind.Error || t2.Kind is TypeKind.Dyn or TypeKind.Error)
            return true;
        if (t1.Kind == TypeKind.Null)
            return IsNullable(t2);
        if (t2.Kind == TypeKind.Null)
            return IsNullable(t1);
        return t1.Kind switch
        {
            TypeKind.Type => t2.Kind == TypeKind.Type,
            TypeKind.Opaque or TypeKind.List or TypeKind.Map => t1.Kind == t2.Kind && t1.Name == t2.Name && Assign(t1.Parameters, t2.Parameters),
            _ => t1.Kind == t2.Kind && t1.Name == t2.Name,
        };
    }

    private bool Assign(IReadOnlyList<CelType> l1, IReadOnlyList<CelType> l2)
    {
        if (l1.Count != l2.Count)
            return false;
        for (var i = 0; i < l1.Count; i++)
        {
            if (!Assign(l1[i], l2[i]))
                return false;
        }

        return true;
    }

    private (bool Valid, bool Known) AssignParameter(CelType type, CelType parameter)
    {
        if (type.Kind == TypeKind.Parameter && type.Is(parameter))
            return (true, true);
        if (_known.TryGetValue(parameter.Name, out var known))
        {
            if (type.Is(known))
                return (true, true);
            if (!Assign(type, known))
                return (false, true);
            var general = MostGeneral(type, known);
            if (!Mentions(parameter, general))
                Add(parameter, general);
            return (true, true);
        }

        if (Mentions(parameter, type))
            return (false, false);
        Add(parameter, type);
        return (true, false);
    }

    private bool Mentions(CelType parameter, CelType within)
    {
        if (parameter.Is(within))
            return true;
        if (within.Kind == TypeKind.Parameter)
            return _known.TryGetValue(within.Name, out var known) && Mentions(parameter, known);
        return within.Parameters.Any(p => Mentions(parameter, p));
    }

    private static bool IsNullable(CelType type) =>
        type.Kind is TypeKind.Null or TypeKind.Opaque or TypeKind.Struct or TypeKind.Duration or TypeKind.Timestamp;

    private static bool IsEqualOrLessSpecific(CelType t1, CelType t2)
    {
        if (t1.Kind is TypeKind.Dyn or TypeKind.Parameter)
            return true;
        if (t2.Kind is TypeKind.Dyn or TypeKind.Parameter)
            return false;
        if (t1.Kind != t2.Kind)
            return false;
        switch (t1.Kind)
        {
            case TypeKind.Opaque or TypeKind.List or TypeKind.Map:
                return t1.Name == t2.Name && t1.Parameters.Count == t2.Parameters.Count
                    && t1.Parameters.Zip(t2.Parameters).All(p => IsEqualOrLessSpecific(p.First, p.Second));
            case TypeKind.Type:
                return true;
            default:
                return t1.Is(t2);
        }
    }
}
