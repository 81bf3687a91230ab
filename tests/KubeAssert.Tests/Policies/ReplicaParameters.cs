namespace KubeAssert.Tests.Policies;

public enum Strictness
{
    Lax,
    VeryStrict,
}

/// <summary>A record as rules take it.</summary>
public sealed record ReplicaParameters
{
    private readonly int _atLeast = 2;

    public int AtLeast
    {
        get => _atLeast;
        init => _atLeast = value > 0 ? value : throw new ArgumentException("atLeast has to be above 0");
    }

    public IReadOnlyList<string> Kinds { get; init; } = ["Deployment"];

    public Quantity? Memory { get; init; }

    public Strictness Strictness { get; init; }

    public bool Strict { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public static Rule Rule { get; } = Rule.WithParameters(new ReplicaParameters(), p => Rule
        .For<Workload>("minimum-replicas", $"A workload has {p.AtLeast} replicas at least")
        .Where(w => p.Kinds.Contains(w.Manifest.Kind))
        .Must(w => w.Manifest["spec"]["replicas"].AsInteger() >= p.AtLeast, w => $"has {w.Manifest["spec"]["replicas"].Text}, not {p.AtLeast}", w => w.Manifest["spec"]["replicas"]));
}
