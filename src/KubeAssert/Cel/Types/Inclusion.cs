namespace KubeAssert.Cel;

/// <summary><c>includes</c>, of Kubernetes 1.37: a list holds the element, or a value is the element.</summary>
/// <remarks>Source: k8s.io/apiserver, pkg/cel/library/lists.go.</remarks>
internal static class Inclusion
{
    public const string Function = "includes";

    public static IReadOnlyList<Overload> Overloads { get; } = [new Overload("dyn_includes_dyn", true, [CelType.Dyn, CelType.Dyn], CelType.Bool)];

    public static CelValue Evaluate(CelValue[] a)
    {
        if (a is not [var value, var element])
            return ErrorValue.NoSuchOverload;
        if (value is not ListValue list)
            return value.EqualTo(element);
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i].EqualTo(element) == BoolValue.True)
                return BoolValue.True;
        }

        return BoolValue.False;
    }
}
