namespace KubeAssert.Comparing;

/// <summary>A value that is compared: as the server holds it, and as it is written.</summary>
internal readonly record struct ComparedValue(Node Held, Node Written)
{
    public ComparedValue this[string key] => new(Held[key], Written[key]);

    public ComparedValue this[int index] => new(Held[index], Written[index]);

    public bool HasValue => Held.HasValue;
}

/// <summary>Compares an object of two sets.</summary>
/// <param name="left">The object in the first set.</param>
/// <param name="right">The object in the second set.</param>
/// <param name="onlyWritten">Whether only what the second set writes is asked for: what a server adds is no difference.</param>
/// <param name="differences">What is found.</param>
/// <param name="isDefinedAlike">Whether both sets define the object's kind alike, so that another default follows from another difference.</param>
internal sealed partial class ObjectComparison(Manifest left, Manifest right, bool onlyWritten, List<Difference> differences, bool isDefinedAlike)
{
    private const int MaxDepth = 200;

    /// <summary>Whether admission adds to the lists of such objects.</summary>
    private readonly bool _isCompleted = onlyWritten && right is { Group: "", Kind: "Pod" or "ServiceAccount" };

    /// <summary>Whether an autoscaler has the say over the number of pods.</summary>
    public bool IsScaled { get; init; }

    public void Compare(ComparedValue l, ComparedValue r, ComparedShape shape) => Maps(null, l, r, shape, 0);

    public void Add(DifferenceStep? step, ComparedValue l, ComparedValue r)
    {
        if (l.Written.HasValue || r.Written.HasValue || !isDefinedAlike || left is { Group: "", Kind: "Secret" })
            differences.Add(new Difference(Side(left, step, l, r.Written), Side(right, step, r, l.Written), DifferenceStep.Way(step)));
    }

    private static DifferenceSide Side(Manifest manifest, DifferenceStep? step, ComparedValue value, Node other)
    {
        var written = value.Written;
        if (!written.HasValue && manifest is { Group: "", Kind: "Secret" } && step is { Key: { } key, Parent: { Key: "data", Parent: null } } && manifest.Root["stringData"][key] is { HasValue: true } text)
            written = text;
        return new DifferenceSide(manifest, written.Location, DifferenceValue.Of(manifest, value.Held, written, other));
    }

    private void Values(DifferenceStep step, ComparedValue l, ComparedValue r, ComparedShape shape, int depth)
    {
        if (!l.HasValue && !r.HasValue)
            return;
        if (depth <= MaxDepth && ((l.Held.IsMap && r.Held.IsMap) || IsMetadata(step)))
            Maps(step, l, r, shape, depth);
        else if (depth <= MaxDepth && l.Held.IsList && r.Held.IsList)
            Lists(step, l, r, shape, depth);
        else if (l.Held.IsMap || l.Held.IsList || !l.HasValue || !r.HasValue || !SameValue.Scalars(l.Held, r.Held, shape))
            Add(step, l, r);
    }

    /// <summary>Whether what is there on one side only is looked into: servers add to metadata.</summary>
    private static bool IsMetadata(DifferenceStep? step) =>
        step is { Key: "metadata", Parent: null } or { Key: "annotations" or "labels", Parent: { Key: "metadata", Parent: null } };

    private void Maps(DifferenceStep? step, ComparedValue l, ComparedValue r, ComparedShape shape, int depth)
    {
        if (!onlyWritten)
        {
            foreach (var entry in l.Held.Entries)
                Field(entry.Key);
        }

        foreach (var entry in r.Held.Entries)
        {
            if (onlyWritten ? IsWritten(step, r, entry.Key) : !l.Held[entry.Key].Exists)
                Field(entry.Key);
        }

        void Field(string key)
        {
            if (!ServerMade.IsField(step, key) && !(onlyWritten && IsControlled(step, key)))
                Values(DifferenceStep.Field(step, key), l[key], r[key], shape.Field(key), depth + 1);
        }
    }

    /// <summary>Whether a controller has the say over a field, whatever is written: over the rules of a ClusterRole that gathers those of others, over replicas that are scaled.</summary>
    private bool IsControlled(DifferenceStep? step, string key) =>
        (step is null && key == "rules" && right is { Group: "rbac.authorization.k8s.io", Kind: "ClusterRole" } && right.Root["aggregationRule"].HasValue)
        || (IsScaled && key == "replicas" && step is { Key: "spec", Parent: null });

    /// <summary>Whether the second set writes a field, and does not leave it to the server.</summary>
    private bool IsWritten(DifferenceStep? step, ComparedValue around, string key) =>
        around.Written[key].HasValue
        || (right is { Group: "", Kind: "Secret" } && (step is null ? key == "data" : step is { Key: "data", Parent: null }) && right.Root["stringData"].HasValue);
}
