using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Context;

/// <summary>What a recognizer found in one object. Whether it is a verdict already depends on the time alone.</summary>
internal sealed record Symptom(ErrorState State, ObservedObject? On)
{
    public ObservedContainer? Container { get; init; }

    /// <summary>When the evidence that decides was seen.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When waiting becomes pointless; null: never, on this alone.</summary>
    public DateTimeOffset? FailsAt { get; init; }

    /// <summary>What was found, in one line without a full stop.</summary>
    public required string Found { get; init; }

    /// <summary>In place of the state's own words, where more can be said.</summary>
    public string? Explanation { get; init; }

    public string? Fix { get; init; }

    public int? ExitCode { get; init; }

    public ObjectKey? Missing { get; init; }

    /// <summary>The key of the ConfigMap or Secret that is missing; the object itself then is there.</summary>
    public (ObjectKey Object, string Key)? MissingKey { get; init; }

    /// <summary>The field: below the pod's specification, with a leading dot below the container, with a leading slash below the object.</summary>
    public string Path { get; init; } = "";

    public string? Nearest { get; init; }

    public IReadOnlyList<string> Evidence { get; init; } = [];

    public bool WantsLog { get; init; }

    /// <summary>The pod whose log tells, where the symptom is not on a pod itself.</summary>
    public ObservedPod? LogPod { get; init; }

    /// <summary>Of several symptoms of one object, the lower wins: a cause before what it causes.</summary>
    public int Rank { get; init; } = 10;

    /// <summary>Where there is no object: the manifest that was refused.</summary>
    public ObjectKey? Key { get; init; }

    /// <summary>Whether it waits for what another symptom tells better: a Service for its pods, a pod for its claim.</summary>
    public bool Follows { get; init; }

    /// <summary>Whether it only says what is being waited for, and holds up nobody.</summary>
    public bool IsRemark { get; init; }
}
