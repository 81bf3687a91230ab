using KubeAssert.Comparing;

namespace KubeAssert;

/// <summary>A place in which two sets of manifests differ. Values of Secrets are in none of its texts. Immutable.</summary>
public sealed class Difference
{
    internal Difference(DifferenceSide left, DifferenceSide right, IReadOnlyList<DifferenceStep> way)
    {
        Left = left;
        Right = right;
        Way = way;
        Path = DifferenceStep.Path(way);
    }

    /// <summary>The object: <c>Deployment/web</c>.</summary>
    public string Object => (Left.Manifest ?? Right.Manifest)!.ToString();

    /// <summary>
    /// The path inside the object: <c>spec.template.spec.containers[name=web].image</c>; empty where the whole object is only on one side.
    /// </summary>
    public string Path { get; }

    /// <summary>What the first set has.</summary>
    public DifferenceSide Left { get; }

    /// <summary>What the second set has.</summary>
    public DifferenceSide Right { get; }

    internal IReadOnlyList<DifferenceStep> Way { get; }

    /// <summary>Object, path and both values on one line.</summary>
    public override string ToString() => $"{Object} {Path}".TrimEnd() + $": {Left.Value} / {Right.Value}";
}

/// <summary>One side of a <see cref="Difference"/>.</summary>
/// <param name="Manifest">The object; null where it is not in this set.</param>
/// <param name="Location">Where the value is written, or the nearest place around it; null where the object is not in this set.</param>
/// <param name="Value">The value as messages show it: a Secret's is redacted, what is long is cut.</param>
public sealed record DifferenceSide(Manifest? Manifest, Location? Location, string Value);
