namespace KubeAssert.Comparing;

/// <summary>Marks a set that was read from a cluster.</summary>
/// <param name="Source">The cluster.</param>
internal sealed record LiveObjects(string Source);
