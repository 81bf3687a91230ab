using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace KubeAssert;

/// <summary>A minor version of Kubernetes. Patch releases don't change what the API server accepts, so they are read and dropped.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "V1_34 is how Kubernetes' own packages write a version in an identifier")]
public readonly record struct KubernetesVersion : IComparable<KubernetesVersion>
{
    private KubernetesVersion(int major, int minor)
    {
        Major = major;
        Minor = minor;
    }

    /// <summary>Kubernetes 1.23.</summary>
    public static KubernetesVersion V1_23 { get; } = new(1, 23);

    /// <summary>Kubernetes 1.24.</summary>
    public static KubernetesVersion V1_24 { get; } = new(1, 24);

    /// <summary>Kubernetes 1.25.</summary>
    public static KubernetesVersion V1_25 { get; } = new(1, 25);

    /// <summary>Kubernetes 1.26.</summary>
    public static KubernetesVersion V1_26 { get; } = new(1, 26);

    /// <summary>Kubernetes 1.27.</summary>
    public static KubernetesVersion V1_27 { get; } = new(1, 27);

    /// <summary>Kubernetes 1.28.</summary>
    public static KubernetesVersion V1_28 { get; } = new(1, 28);

    /// <summary>Kubernetes 1.29.</summary>
    public static KubernetesVersion V1_29 { get; } = new(1, 29);

    /// <summary>Kubernetes 1.30.</summary>
    public static KubernetesVersion V1_30 { get; } = new(1, 30);

    /// <summary>Kubernetes 1.31.</summary>
    public static KubernetesVersion V1_31 { get; } = new(1, 31);

    /// <summary>Kubernetes 1.32.</summary>
    public static KubernetesVersion V1_32 { get; } = new(1, 32);

    /// <summary>Kubernetes 1.33.</summary>
    public static KubernetesVersion V1_33 { get; } = new(1, 33);

    /// <summary>Kubernetes 1.34.</summary>
    public static KubernetesVersion V1_34 { get; } = new(1, 34);

    /// <summary>Kubernetes 1.35.</summary>
    public static KubernetesVersion V1_35 { get; } = new(1, 35);

    /// <summary>Kubernetes 1.36.</summary>
    public static KubernetesVersion V1_36 { get; } = new(1, 36);

    /// <summary>Kubernetes 1.37.</summary>
    public static KubernetesVersion V1_37 { get; } = new(1, 37);

    /// <summary>
    /// Kubernetes 1.38 as far as its alphas are known: the schemas of 1.37 without the API versions that go, and the rules that change.
    /// Nothing of it is final; see docs/kubernetes-versions.md.
    /// </summary>
    public static KubernetesVersion V1_38Preview { get; } = new(1, 38);

    /// <summary>The oldest version whose schemas are in the package.</summary>
    public static KubernetesVersion Oldest => V1_23;

    /// <summary>The newest version whose schemas are in the package; what checks without a version use.</summary>
    public static KubernetesVersion Newest => V1_37;

    /// <summary>The major number.</summary>
    public int Major { get; }

    /// <summary>The minor number.</summary>
    public int Minor { get; }

    /// <summary>Reads <c>1.29</c>, <c>v1.29</c>, <c>1.29.4</c> or <c>v1.29.4+k3s1</c>.</summary>
    /// <exception cref="FormatException">The text is no version, or one whose schemas are not in the package.</exception>
    public static KubernetesVersion Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.TrimStart('v').Split('.');
        if (parts.Length is 2 or 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor))
        {
            var version = new KubernetesVersion(major, minor);
            return version >= Oldest && version <= Newest
                ? version
                : throw new FormatException($"Kubernetes {text} is not known here; the package holds {Oldest} to {Newest}.");
        }

        throw new FormatException($"'{text}' is no Kubernetes version; write it as 1.29 or v1.29.4.");
    }

    /// <summary>Every minor version from one to another, both included, oldest first.</summary>
    internal static IEnumerable<KubernetesVersion> Range(KubernetesVersion from, KubernetesVersion to)
    {
        for (var minor = from.Minor; minor <= to.Minor; minor++)
            yield return new KubernetesVersion(from.Major, minor);
    }

    /// <inheritdoc />
    public int CompareTo(KubernetesVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    /// <summary>The version as Kubernetes writes it: <c>1.29</c>.</summary>
    public override string ToString() => $"{Major}.{Minor}";

    /// <summary>Whether the left one is older.</summary>
    public static bool operator <(KubernetesVersion left, KubernetesVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one is newer.</summary>
    public static bool operator >(KubernetesVersion left, KubernetesVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one is older or the same.</summary>
    public static bool operator <=(KubernetesVersion left, KubernetesVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one is newer or the same.</summary>
    public static bool operator >=(KubernetesVersion left, KubernetesVersion right) => left.CompareTo(right) >= 0;
}
