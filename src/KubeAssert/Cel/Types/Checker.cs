using System.Globalization;

namespace KubeAssert.Cel;

/// <summary>Finds the type of every node of an expression, and what in it has none.</summary>
internal sealed class Checker
{
    private readonly TypeEnvironment _environment;
    private readonly List<CelProblem> _problems;
    private readonly List<Expr> _checked = [];
    private readonly Stack<Dictionary<string, CelType>> _scopes = new();
    private readonly TypeMapping _mapping = new();
    private int _freeTypes;

    private Checker(TypeEnvironment environment, List<CelProblem> problems)
    {
        _environment = environment;
        _problems = problems;
    }

    public static void Check(Expr expression, TypeEnvironment environment, List<CelProblem> problems)
    {
        var checker = new Checker(environment, problems);
        checker.Visit(expression);
        foreach (var node in checker._checked)
            node.Type = checker._mapping.Substitute(node.Type, parameterToDyn: true);
    }

    private CelType Visit(Expr expression)
    {
        expression.Type = expression switch
        {
            LiteralExpr literal => literal.Value.Type,
            IdentExpr ident => Ident(ident),
            SelectExpr select => Select(select),
            CallExpr call => Call(call),
            ListExpr list => List(list),
            MapExpr map => Map(map),
            StructExpr made => Struct(made),
            ComprehensionExpr fold => Comprehension(fold),
            _ => throw new ArgumentException($"{expression.GetType().Name} is no expression of CEL.", nameof(expression)),
        };
        _checked.Add(expression);
        return expression.Type;
    }

    private CelType Ident(IdentExpr ident)
    {
        var name = ident.Name.TrimStart('.');
        if (!ident.Name.StartsWith('.'))
        {
            foreach (var scope in _scopes)
            {
                if (scope.TryGetValue(name, out var local))
                    return local;
            }
        }

        return Global(ident, name) ?? Undeclared(ident, ident.Name);
    }

    private CelType? Global(IdentExpr ident, string name)
    {
        if (_environment.FindVariable(name) is { } variable)
            return variable;
        ident.Constant = TypeEnvironment.FindTypeName(name);
        return ident.Constant is TypeValue type ? CelType.TypeOf(type.Named) : null;
    }

    private CelType Select(SelectExpr select)
    {
        if (!select.TestOnly && QualifiedName(select) is { } name)
        {
            var ident = new IdentExpr(select.Position, name);
            if (Global(ident, name) is { } found)
            {
                select.QualifiedName = ident;
                return found;
            }
        }

        var type = Field(select, select.Operand, select.Field, optional: false);
        return select.TestOnly ? CelType.Bool : _mapping.Substitute(type, parameterToDyn: false);
    }

    private string? QualifiedName(Expr expression) => expression switch
    {
        IdentExpr ident when !_scopes.Any(s => s.ContainsKey(ident.Name)) => ident.Name.TrimStart('.'),
        SelectExpr { TestOnly: false } select when QualifiedName(select.Operand) is { } operand => operand + "." + select.Field,
        _ => null,
    };

    private CelType Field(Expr at, Expr operand, string field, bool optional)
    {
        var operandType = _mapping.Substitute(Visit(operand), parameterToDyn: false);
        var target = operandType.IsOptional ? operandType.Parameters[0] : operandType;
        CelType result;
        switch (target.Kind)
        {
            case TypeKind.Map:
                result = target.Parameters[1];
                break;
            case TypeKind.Struct:
                result = _environment.FindField(target.Name, field) ?? Problem(at, _environment.KnowsObject(target.Name) ? $"undefined field '{field}'" : $"unexpected failed resolution of '{target.Name}'");
                break;
            case TypeKind.Parameter:
                _mapping.TryAssign(CelType.Dyn, target);
                result = CelType.Dyn;
                break;
            case TypeKind.Dyn or TypeKind.Error:
                result = CelType.Dyn;
                break;
            default:
                Problem(at, $"type '{target}' does not support field selection");
                result = CelType.Dyn;
                break;
        }

        return operandType.IsOptional || optional ? CelType.OptionalOf(result) : result;
    }

    private CelType Call(CallExpr call)
    {
        if (call.Function == Operators.OptionalSelect)
        {
            var field = ((StringValue)((LiteralExpr)call.Arguments[1]).Value).Value;
            call.Arguments[1].Type = CelType.String;
            call.Overloads = Signatures.Find(call.Function)!;
            return _mapping.Substitute(Field(call, call.Arguments[0], field, optional: true), parameterToDyn: false);
        }

        foreach (var argument in call.Arguments)
            Visit(argument);
        if (call.Target is { } target)
        {
            if (QualifiedName(target) is { } prefix && Find(prefix + "." + call.Function) is { } qualified)
            {
                call.Function = prefix + "." + call.Function;
                call.Target = null;
                return Resolve(call, qualified);
            }

            Visit(target);
        }

        return Find(call.Function.TrimStart('.')) is { } overloads
            ? Resolve(call, overloads)
            : Undeclared(call, call.Function);
    }

    private IReadOnlyList<Overload>? Find(string function) =>
        Signatures.Find(function) ?? (function switch
        {
            Patches.EscapeKey when _environment.HasPatches => Patches.EscapeKeyOverloads,
            Inclusion.Function when _environment.HasIncludes => Inclusion.Overloads,
            _ => null,
        });

    private CelType Resolve(CallExpr call, IReadOnlyList<Overload> overloads)
    {
        call.Function = call.Function.TrimStart('.');
        var arguments = new List<CelType>(call.Arguments.Count + 1);
        if (call.Target is { } target)
            arguments.Add(target.Type);
        arguments.AddRange(call.Arguments.Select(a => a.Type));

        if (call.Function is Operators.And or Operators.Or)
            return Logic(call, overloads, arguments);

        var fitting = new List<Overload>();
        CelType? result = null;
        foreach (var overload in overloads)
        {
            if (overload.IsMember != call.Target is not null)
                continue;
            var (wanted, returned) = Instance(overload);
            if (!_mapping.TryAssign(arguments, wanted))
                continue;
            fitting.Add(overload);
            returned = _mapping.Substitute(returned, parameterToDyn: false);
            if (result is null)
                result = returned;
            else if (result.Kind != TypeKind.Dyn && !returned.Is(result))
                result = CelType.Dyn;
        }

        call.Overloads = fitting;
        if (result is not null)
            return result;
        var given = arguments.Select(a => _mapping.Substitute(a, parameterToDyn: true).ToString()).ToList();
        var signature = call.Target is null ? $"({string.Join(", ", given)})" : $"{given[0]}.({string.Join(", ", given.Skip(1))})";
        return Problem(call, $"found no matching overload for '{call.Function}' applied to '{signature}'");
    }

    private CelType Logic(CallExpr call, IReadOnlyList<Overload> overloads, List<CelType> arguments)
    {
        var result = CelType.Bool;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!_mapping.TryAssign(arguments[i], CelType.Bool))
                result = Mismatch(call.Arguments[i], CelType.Bool, arguments[i]);
        }

        call.Overloads = overloads;
        return result;
    }

    private (List<CelType> Arguments, CelType Result) Instance(Overload overload)
    {
        if (overload.Parameters.Count == 0)
            return ([.. overload.Arguments], overload.Result);
        var fresh = new TypeMapping();
        foreach (var name in overload.Parameters)
            fresh.Add(CelType.Parameter(name), FreeType());
        return ([.. overload.Arguments.Select(a => fresh.Substitute(a, false))], fresh.Substitute(overload.Result, false));
    }

    private CelType List(ListExpr list)
    {
        CelType? element = null;
        for (var i = 0; i < list.Elements.Count; i++)
        {
            var item = list.Elements[i];
            element = Join(item, element, Unwrapped(item, Visit(item), list.IsOptional(i)));
        }

        return CelType.ListOf(element ?? FreeType());
    }

    private CelType Map(MapExpr map)
    {
        CelType? key = null;
        CelType? value = null;
        foreach (var entry in map.Entries)
        {
            key = Join(entry.Key, key, Visit(entry.Key));
            value = Join(entry.Value, value, Unwrapped(entry.Value, Visit(entry.Value), entry.Optional));
        }

        return CelType.MapOf(key ?? FreeType(), value ?? FreeType());
    }

    private CelType Struct(StructExpr made)
    {
        var name = made.TypeName.TrimStart('.');
        var type = _environment.IsMade(name) ? CelType.Struct(name) : Undeclared(made, made.TypeName);
        foreach (var field in made.Fields)
        {
            var value = Unwrapped(field.Value, Visit(field.Value), field.Optional);
            if (type.Kind == TypeKind.Error)
                continue;
            if (_environment.FindField(name, field.Name) is not { } wanted)
                _problems.Add(new CelProblem(field.Position, $"undefined field '{field.Name}'"));
            else if (!_mapping.TryAssign(wanted, value))
                _problems.Add(new CelProblem(field.Position, $"expected type of field '{field.Name}' is '{wanted}' but provided type is '{value}'"));
        }

        return type;
    }

    private CelType Unwrapped(Expr item, CelType type, bool optional)
    {
        if (!optional)
            return type;
        if (type.IsOptional)
            return type.Parameters[0];
        if (type.Kind != TypeKind.Dyn)
            Mismatch(item, CelType.OptionalOf(type), type);
        return type;
    }

    // that all elements are of one type is judged later, because arguments of format() may mix them
    private CelType Join(Expr item, CelType? previous, CelType current)
    {
        if (previous is null)
            return current;
        return _mapping.TryAssign(previous, current) ? TypeMapping.MostGeneral(previous, current) : CelType.Dyn;
    }

    private CelType Comprehension(ComprehensionExpr fold)
    {
        Visit(fold.Range);
        var accumulated = Visit(fold.Initial);
        var range = _mapping.Substitute(fold.Range.Type, parameterToDyn: false);
        _scopes.Push(new(StringComparer.Ordinal) { [fold.Accumulator] = accumulated });

        CelType first, second;
        switch (range.Kind)
        {
            case TypeKind.List:
                first = fold.SecondVariable is null ? range.Parameters[0] : CelType.Int;
                second = range.Parameters[0];
                break;
            case TypeKind.Map:
                (first, second) = (range.Parameters[0], range.Parameters[1]);
                break;
            case TypeKind.Dyn or TypeKind.Error or TypeKind.Parameter:
                _mapping.TryAssign(CelType.Dyn, range);
                first = second = CelType.Dyn;
                break;
            default:
                Problem(fold.Range, $"expression of type '{range}' cannot be range of a comprehension (must be list, map, or dynamic)");
                first = second = CelType.Error;
                break;
        }

        var scope = new Dictionary<string, CelType>(StringComparer.Ordinal) { [fold.IterationVariable] = first };
        if (fold.SecondVariable is { } name)
            scope[name] = second;
        _scopes.Push(scope);
        Visit(fold.Condition);
        Expect(fold.Condition, CelType.Bool);
        Visit(fold.Step);
        Expect(fold.Step, accumulated);
        _scopes.Pop();
        var result = Visit(fold.Result);
        _scopes.Pop();
        return _mapping.Substitute(result, parameterToDyn: false);
    }

    private void Expect(Expr expression, CelType type)
    {
        if (!_mapping.TryAssign(type, expression.Type))
            Mismatch(expression, type, expression.Type);
    }

    private CelType FreeType() => CelType.Parameter(string.Create(CultureInfo.InvariantCulture, $"_var{_freeTypes++}"));

    private CelType Mismatch(Expr at, CelType expected, CelType actual) => Problem(at, $"expected type '{expected}' but found '{actual}'");

    private CelType Undeclared(Expr at, string name) => Problem(at, $"undeclared reference to '{name}' (in container '')");

    private CelType Problem(Expr at, string message)
    {
        _problems.Add(new CelProblem(at.Position, message));
        return CelType.Error;
    }
}
