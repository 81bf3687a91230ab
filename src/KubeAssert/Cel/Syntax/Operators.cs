namespace KubeAssert.Cel;

/// <summary>The names CEL gives to its operators when they are looked up as functions.</summary>
internal static class Operators
{
    public const string Conditional = "_?_:_";
    public const string And = "_&&_";
    public const string Or = "_||_";
    public const string Not = "!_";
    public const string Equal = "_==_";
    public const string NotEqual = "_!=_";
    public const string Less = "_<_";
    public const string LessEqual = "_<=_";
    public const string Greater = "_>_";
    public const string GreaterEqual = "_>=_";
    public const string Add = "_+_";
    public const string Subtract = "_-_";
    public const string Multiply = "_*_";
    public const string Divide = "_/_";
    public const string Modulo = "_%_";
    public const string Negate = "-_";
    public const string Index = "_[_]";
    public const string OptionalIndex = "_[?_]";
    public const string OptionalSelect = "_?._";
    public const string In = "@in";
    public const string NotStrictlyFalse = "@not_strictly_false";
    public const string MapInsert = "cel.@mapInsert";
    public const string SortByKeys = "@sortByAssociatedKeys";
}
