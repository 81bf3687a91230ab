namespace KubeAssert.Cel;

/// <summary>A fold over the items of a list, or the keys of a map.</summary>
internal sealed class FoldStep(ComprehensionExpr fold, Step range, Step initial, Step condition, Step step, Step result) : Step
{
    public override CelValue Run(Evaluation evaluation)
    {
        var over = range.Run(evaluation);
        if (over.IsError)
            return over;
        CelValue? start = fold.Initial switch
        {
            ListExpr { Elements.Count: 0 } when !fold.IsBinding => new CollectedList(),
            MapExpr { Entries.Count: 0 } when !fold.IsBinding => new CollectedMap(),
            _ => null,
        };
        var first = initial.Run(evaluation);
        var accumulated = evaluation.Push(fold.Accumulator, start ?? first);
        try
        {
            if (!Loop(evaluation, over, accumulated))
                return new ErrorValue($"got '{over.Type.Name}', expected iterable type");
            return result.Run(evaluation);
        }
        finally
        {
            evaluation.Pop(accumulated);
        }
    }

    private bool Loop(Evaluation evaluation, CelValue over, Evaluation.Binding accumulated)
    {
        switch (over)
        {
            case ListValue list:
                for (var i = 0; i < list.Count; i++)
                {
                    var go = fold.SecondVariable is null
                        ? Round(evaluation, accumulated, list[i], null)
                        : Round(evaluation, accumulated, new IntValue(i), list[i]);
                    if (!go)
                        break;
                }

                return true;
            case MapValue map:
                foreach (var key in map.Keys)
                {
                    if (!Round(evaluation, accumulated, key, fold.SecondVariable is null ? null : map.At(key)))
                        break;
                }

                return true;
            default:
                return false;
        }
    }

    private bool Round(Evaluation evaluation, Evaluation.Binding accumulated, CelValue first, CelValue? second)
    {
        var binding = evaluation.Push(fold.IterationVariable, first);
        var secondBinding = second is null ? null : evaluation.Push(fold.SecondVariable!, second);
        try
        {
            if (condition.Run(evaluation) is BoolValue { Value: false })
                return false;
            accumulated.Value = step.Run(evaluation);
            return true;
        }
        finally
        {
            if (secondBinding is not null)
                evaluation.Pop(secondBinding);
            evaluation.Pop(binding);
        }
    }
}
