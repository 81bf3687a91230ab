namespace KubeAssert;

/// <summary>What becomes of a reference.</summary>
public enum ReferenceState
{
    /// <summary>What it names is in the set.</summary>
    Resolved,

    /// <summary>What it names is not in the set, and is known, declared or usual to exist elsewhere; see <see cref="Reference.Elsewhere"/>.</summary>
    External,

    /// <summary>What it names is not in the set, and Kubernetes does without it (<c>optional: true</c>).</summary>
    Optional,

    /// <summary>What it names is not in the set and should be.</summary>
    Missing,
}
