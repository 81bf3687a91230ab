namespace KubeAssert.Cel;

/// <summary>Estimates the most that an expression can cost, by the sizes a schema allows, as the API server does when a CustomResourceDefinition is made.</summary>
internal sealed class CostEstimator
{
    private readonly SchemaType? _root;
    private readonly Dictionary<Expr, IReadOnlyList<string>> _paths = [];
    private readonly Dictionary<Expr, SizeRange> _sizes = [];
    private readonly Dictionary<Expr, EntrySizes> _entries = [];
    private readonly Stack<Local> _locals = new();

    private CostEstimator(SchemaType? root) => _root = root;

    private sealed record Local(string Name, IReadOnlyList<string> Path, SizeRange? Size, EntrySizes? Entries);

    public static ulong Estimate(Expr expression, SchemaType? root) => new CostEstimator(root).Cost(expression);

    /// <summary>The size of a node: what is known of it, or what the schema says, or anything.</summary>
    public SizeRange SizeOf(CostNode node) => node.Size ?? SizeOnPath(node.Path) ?? SizeRange.Unknown;

    /// <summary>The items of a list; null if the node is none.</summary>
    public static CostNode? ItemsOf(CostNode list) => list.Type.Parameters.Count == 0
        ? null
        : new CostNode(list.Path.Count == 0 ? [] : [.. list.Path, "@items"], list.Type.Parameters[0], null, null);

    private ulong Cost(Expr expression)
    {
        switch (expression)
        {
            case IdentExpr ident:
                return Ident(ident);
            case SelectExpr { QualifiedName: { } name }:
                return Cost(name);
            case SelectExpr select:
                return Select(select);
            case CallExpr call:
                return Call(call);
            case ListExpr list:
                return List(list);
            case MapExpr map:
                return Map(map);
            case ComprehensionExpr { IsBinding: true } fold:
                return Binding(fold);
            case ComprehensionExpr fold:
                return Comprehension(fold);
            default:
                return 0;
        }
    }

    private ulong Ident(IdentExpr ident)
    {
        _paths[ident] = FindLocal(ident.Name)?.Path ?? [ident.Name];
        return 1;
    }

    private ulong Select(SelectExpr select)
    {
        var cost = Cost(select.Operand);
        if (select.TestOnly)
            return cost;
        if (select.Operand.Type.Kind is TypeKind.Map or TypeKind.Struct or TypeKind.Parameter)
            cost = SizeRange.Sum(cost, 1);
        _paths[select] = [.. PathOf(select.Operand), select.Field];
        return cost;
    }

    private ulong Call(CallExpr call)
    {
        if (call.Function == "dyn")
        {
            var inner = Cost(call.Arguments[0]);
            CopySizes(call, call.Arguments[0]);
            return SizeRange.Sum(inner, 1);
        }

        var costs = call.Arguments.Select(Cost).ToArray();
        var arguments = call.Arguments.Select(Node).ToArray();
        ulong total = 0;
        CostNode? target = null;
        if (call.Target is { } receiver)
        {
            total = Cost(receiver);
            target = Node(receiver);
        }

        ulong most = 0;
        SizeRange? resultSize = null;
        foreach (var overload in call.Overloads)
        {
            var estimate = Overload(call, overload.Id, target, arguments, costs);
            most = Math.Max(most, estimate.Cost);
            if (estimate.ResultSize is { } size)
                resultSize = resultSize is { } known ? known.Or(size) : size;
            if (overload.Id is "index_list" or "index_map")
            {
                resultSize = EntriesOf(call.Arguments[0])?.Value;
                _paths[call] = [.. PathOf(call.Arguments[0]), overload.Id == "index_list" ? "@items" : "@values"];
            }

            resultSize ??= SizeOf(call);
        }

        if (resultSize is { } result)
            _sizes[call] = result;
        return SizeRange.Sum(total, most);
    }

    private CallEstimate Overload(CallExpr call, string overload, CostNode? target, CostNode[] arguments, ulong[] costs)
    {
        var sum = costs.Aggregate(0UL, SizeRange.Sum);
        switch (overload)
        {
            case "logical_or" or "logical_and":
                return new CallEstimate(sum);
            case "conditional":
                if (EntrySizes.Union(EntriesOf(call.Arguments[1]), EntriesOf(call.Arguments[2])) is { } either)
                    _entries[call] = either;
                return new CallEstimate(SizeRange.Sum(costs[0], Math.Max(costs[1], costs[2])), Known(arguments[1]).Or(Known(arguments[2])));
            case "add_string" or "add_bytes" or "add_list":
                if (EntrySizes.Union(EntriesOf(call.Arguments[0]), EntriesOf(call.Arguments[1])) is { } both)
                    _entries[call] = both;
                var size = Known(arguments[0]) + Known(arguments[1]);
                return new CallEstimate(SizeRange.Sum(overload == "add_list" ? 1 : size.CostAt(CallEstimates.PerCharacter), sum), size);
        }

        var estimate = CallEstimates.Of(this, call.Function, overload, target, arguments) ?? new CallEstimate(1);
        return estimate with { Cost = SizeRange.Sum(estimate.Cost, sum) };
    }

    private ulong List(ListExpr list)
    {
        ulong cost = 0;
        var item = list.Elements.Count == 0 ? SizeRange.Exactly(0) : new SizeRange(ulong.MaxValue, 0);
        foreach (var element in list.Elements)
        {
            cost = SizeRange.Sum(cost, Cost(element));
            item = item.Or(SizeOf(element) ?? SizeRange.Unknown);
        }

        _entries[list] = new EntrySizes(TypeKind.List, SizeRange.Exactly(1), item);
        return SizeRange.Sum(cost, (ulong)CallCosts.MakeList);
    }

    private ulong Map(MapExpr map)
    {
        ulong cost = 0;
        var key = map.Entries.Count == 0 ? SizeRange.Exactly(0) : new SizeRange(ulong.MaxValue, 0);
        var value = key;
        foreach (var entry in map.Entries)
        {
            cost = SizeRange.Sum(SizeRange.Sum(cost, Cost(entry.Key)), Cost(entry.Value));
            key = key.Or(SizeOf(entry.Key) ?? SizeRange.Unknown);
            value = value.Or(SizeOf(entry.Value) ?? SizeRange.Unknown);
        }

        _entries[map] = new EntrySizes(TypeKind.Map, key, value);
        return SizeRange.Sum(cost, (ulong)CallCosts.MakeMap);
    }

    private ulong Binding(ComprehensionExpr fold)
    {
        var cost = SizeRange.Sum(Cost(fold.Range), Cost(fold.Initial));
        Push(fold.Accumulator, fold.Initial);
        cost = SizeRange.Sum(cost, Cost(fold.Result));
        _locals.Pop();
        CopySizes(fold, fold.Result);
        return cost;
    }

    private ulong Comprehension(ComprehensionExpr fold)
    {
        var cost = SizeRange.Sum(Cost(fold.Range), Cost(fold.Initial));
        Push(fold.Accumulator, fold.Initial);
        var entries = EntriesOf(fold.Range);
        var isList = (entries?.Container ?? fold.Range.Type.Kind) == TypeKind.List;
        var path = PathOf(fold.Range);
        if (fold.SecondVariable is { } second)
        {
            _locals.Push(new Local(fold.IterationVariable, [.. path, isList ? "@indices" : "@keys"], entries?.Key, null));
            _locals.Push(new Local(second, [.. path, isList ? "@items" : "@values"], entries?.Value, null));
        }
        else
        {
            _locals.Push(new Local(fold.IterationVariable, [.. path, isList ? "@items" : "@keys"], isList ? entries?.Value : entries?.Key, null));
        }

        var round = SizeRange.Sum(Cost(fold.Condition), Cost(fold.Step));
        var stepEntries = EntriesOf(fold.Step);
        _locals.Pop();
        if (fold.SecondVariable is not null)
            _locals.Pop();
        cost = SizeRange.Sum(cost, Cost(fold.Result));
        _locals.Pop();

        var rounds = SizeOf(fold.Range) ?? SizeRange.Unknown;
        cost = SizeRange.Sum(cost, SizeRange.Product(rounds.Max, round));
        if (fold.Initial is LiteralExpr && SizeOf(fold.Initial) is { } size)
            _sizes[fold] = size;
        if (fold.Initial is ListExpr or MapExpr)
        {
            _sizes[fold] = rounds;
            if (stepEntries is not null)
                _entries[fold] = stepEntries;
        }

        return cost;
    }

    private CostNode Node(Expr expression)
    {
        var path = PathOf(expression);
        if (path.Count > 0 && path[0] == Macros.Accumulator)
            path = [];
        return new CostNode(path, expression.Type, expression, SizeOf(expression));
    }

    private static SizeRange Known(CostNode node) => node.Size ?? SizeRange.Unknown;

    private SizeRange? SizeOf(Expr expression)
    {
        if (_sizes.TryGetValue(expression, out var known))
            return known;
        switch (expression)
        {
            case LiteralExpr literal:
                return SizeRange.Exactly((ulong)literal.Value.Size);
            case ListExpr list:
                return SizeRange.Exactly((ulong)list.Elements.Count);
            case MapExpr map:
                return SizeRange.Exactly((ulong)map.Entries.Count);
        }

        if (SizeOnPath(PathOf(expression)) is { } size)
        {
            _sizes[expression] = size;
            return size;
        }

        if (IsScalar(expression.Type))
            return SizeRange.Exactly(1);
        return expression is IdentExpr ident ? FindLocal(ident.Name)?.Size : null;
    }

    private SizeRange? SizeOnPath(IReadOnlyList<string> path)
    {
        if (path.Count == 0 || _root is null)
            return null;
        var at = _root;
        foreach (var step in path.Skip(1))
        {
            var next = step switch
            {
                "@items" or "@values" => at.Element,
                "@keys" => at.Key,
                _ => at.Fields?.GetValueOrDefault(step)?.Type,
            };
            if (next is null)
                return null;
            at = next;
        }

        return new SizeRange(0, (ulong)at.MaxElements);
    }

    private EntrySizes? EntriesOf(Expr expression) =>
        _entries.TryGetValue(expression, out var entries) ? entries
        : expression is IdentExpr ident ? FindLocal(ident.Name)?.Entries : null;

    private IReadOnlyList<string> PathOf(Expr expression) =>
        expression is IdentExpr ident && FindLocal(ident.Name) is { } local ? local.Path
        : _paths.GetValueOrDefault(expression is SelectExpr { QualifiedName: { } name } ? name : expression) ?? [];

    private Local? FindLocal(string name)
    {
        foreach (var local in _locals)
        {
            if (local.Name == name)
                return local;
        }

        return null;
    }

    private void Push(string name, Expr value) => _locals.Push(new Local(name, PathOf(value), SizeOf(value), EntriesOf(value)));

    private void CopySizes(Expr to, Expr from)
    {
        if (SizeOf(from) is { } size)
            _sizes[to] = size;
        if (EntriesOf(from) is { } entries)
            _entries[to] = entries;
    }

    private static bool IsScalar(CelType type) =>
        type.Kind is TypeKind.Bool or TypeKind.Double or TypeKind.Duration or TypeKind.Int or TypeKind.Timestamp or TypeKind.Uint
        || (type.IsOptional && IsScalar(type.Parameters[0]));
}
