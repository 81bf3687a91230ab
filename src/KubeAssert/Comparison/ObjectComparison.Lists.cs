using System.Globalization;

namespace KubeAssert.Comparing;

/// <content>Lists: by position, by keys, or without an order.</content>
internal sealed partial class ObjectComparison
{
    private void Lists(DifferenceStep step, ComparedValue l, ComparedValue r, ComparedShape shape, int depth)
    {
        var (lefts, rights) = (l.Held.Items, r.Held.Items);
        switch (shape.List.Order)
        {
            case ListOrder.Kept:
                Positions(step, l, r, shape, depth, [.. Enumerable.Range(0, lefts.Count)], [.. Enumerable.Range(0, rights.Count)]);
                break;
            case ListOrder.Free:
                Unordered(step, l, r, shape, depth);
                break;
            default:
                if (lefts.All(i => i.IsMap) && rights.All(i => i.IsMap))
                    Keyed(step, l, r, shape, depth);
                else
                    Positions(step, l, r, shape, depth, [.. Enumerable.Range(0, lefts.Count)], [.. Enumerable.Range(0, rights.Count)]);
                break;
        }
    }

    private void Positions(DifferenceStep step, ComparedValue l, ComparedValue r, ComparedShape shape, int depth, int[] lefts, int[] rights)
    {
        // an item more or less in a list of plain values moves all behind it: the list itself is what differs
        if (lefts.Length != rights.Length && !_isCompleted && lefts.All(i => IsPlain(l.Held[i])) && rights.All(i => IsPlain(r.Held[i])))
        {
            Add(step, l, r);
            return;
        }

        var item = shape.Item();
        for (var i = 0; i < lefts.Length || i < rights.Length; i++)
        {
            if (i >= rights.Length && _isCompleted)
                break;
            var (at, other) = (i < lefts.Length ? lefts[i] : int.MaxValue, i < rights.Length ? rights[i] : int.MaxValue);
            var place = at == int.MaxValue ? other : at;
            Values(new DifferenceStep(step, null, place, other == int.MaxValue ? place : other, [], 0), l[at], r[other], item, depth + 1);
        }
    }

    private static bool IsPlain(Node node) => !node.IsMap && !node.IsList;

    private void Unordered(DifferenceStep step, ComparedValue l, ComparedValue r, ComparedShape shape, int depth)
    {
        var item = shape.Item();
        var rest = new Dictionary<string, Queue<int>>(StringComparer.Ordinal);
        for (var i = 0; i < r.Held.Items.Count; i++)
        {
            var identity = SameValue.Identity(r.Held[i], item);
            if (!rest.TryGetValue(identity, out var places))
                rest.Add(identity, places = new Queue<int>());
            places.Enqueue(i);
        }

        var onlyLeft = new List<int>();
        for (var i = 0; i < l.Held.Items.Count; i++)
        {
            if (!rest.TryGetValue(SameValue.Identity(l.Held[i], item), out var places) || !places.TryDequeue(out _))
                onlyLeft.Add(i);
        }

        var onlyRight = rest.Values.SelectMany(places => places).Order().ToArray();
        var isPlain = l.Held.Items.All(IsPlain) && r.Held.Items.All(IsPlain);
        if (isPlain && (onlyRight.Length > 0 || (onlyLeft.Count > 0 && !(onlyWritten && IsMetadata(step.Parent)))))
            Add(step, l, r);
        else if (!isPlain)
            Positions(step, l, r, shape, depth, [.. onlyLeft], onlyRight);
    }

    private void Keyed(DifferenceStep step, ComparedValue l, ComparedValue r, ComparedShape shape, int depth)
    {
        var keys = shape.List.Keys;
        var rights = Places(r.Held, keys);
        var lefts = Places(l.Held, keys);
        var shown = keys.Length > 1 && (IsAmbiguous(l.Held, keys[0]) || IsAmbiguous(r.Held, keys[0])) ? keys.Length : 1;
        var item = shape.Item();
        foreach (var (identity, at) in lefts)
        {
            if (rights.TryGetValue(identity, out var other))
                Values(Step(l.Held[at], at, other), l[at], r[other], item, depth + 1);
            else if (!_isCompleted)
                Values(Step(l.Held[at], at, at), l[at], r[int.MaxValue], item, depth + 1);
        }

        foreach (var (identity, at) in rights)
        {
            if (!lefts.ContainsKey(identity))
                Values(Step(r.Held[at], at, at), l[int.MaxValue], r[at], item, depth + 1);
        }

        if (IsOrderMeant(shape.List.Order, l, r) && !lefts.Keys.Where(rights.ContainsKey).SequenceEqual(rights.Keys.Where(lefts.ContainsKey), StringComparer.Ordinal))
            differences.Add(new Difference(Order(left, l, keys[0]), Order(right, r, keys[0]), DifferenceStep.Way(step)));

        DifferenceStep Step(Node node, int at, int other) =>
            new(step, null, at, other, [.. keys.Select(k => (k, node[k].Text ?? ""))], shown);
    }

    private static DifferenceSide Order(Manifest manifest, ComparedValue list, string key) =>
        new(manifest, list.Written.Location, "in the order " + string.Join(", ", list.Held.Items.Select(i => i[key].Text)));

    private static bool IsOrderMeant(ListOrder order, ComparedValue l, ComparedValue r) => order switch
    {
        ListOrder.KeyedInOrder => true,
        ListOrder.KeyedWithReferences => Refers(l.Held) || Refers(r.Held),
        _ => false,
    };

    private static bool Refers(Node variables) =>
        variables.Items.Any(i => i["value"].Text?.Contains("$(", StringComparison.Ordinal) == true);

    /// <summary>The items by their keys, in their order; what has the keys of an item before is told apart by its count.</summary>
    private static Dictionary<string, int> Places(Node list, string[] keys)
    {
        var places = new Dictionary<string, int>(list.Items.Count, StringComparer.Ordinal);
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < list.Items.Count; i++)
        {
            var node = list.Items[i];
            var identity = keys.Length == 1 ? node[keys[0]].Text ?? "" : string.Join('\n', keys.Select(k => node[k].Text));
            if (places.TryAdd(identity, i))
                continue;
            var time = times.GetValueOrDefault(identity, 1) + 1;
            times[identity] = time;
            places[string.Create(CultureInfo.InvariantCulture, $"{identity}\n#{time}")] = i;
        }

        return places;
    }

    private static bool IsAmbiguous(Node list, string key) =>
        list.Items.Select(i => i[key].Text).Distinct(StringComparer.Ordinal).Count() < list.Items.Count;
}
