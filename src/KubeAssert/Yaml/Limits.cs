namespace KubeAssert.Yaml;

/// <summary>What a text may ask for before it counts as hostile.</summary>
internal static class Limits
{
    /// <summary>
    /// Levels of maps and lists inside each other. Kubernetes itself stops at 10,000; no real object comes near 100, and 256
    /// lets whatever walks a tree recurse, a kilobyte for each level, even on a thread with a stack of 256 KB.
    /// </summary>
    public const int Depth = 256;

    /// <summary>Bytes, or characters, of one text: 32 MB, ten times what the API server takes in one request.</summary>
    public const int Length = 32 * 1024 * 1024;

    /// <summary>Values of one text, which bounds the memory that a dense one takes: ten times what the largest bundles hold.</summary>
    public const int Values = 2_000_000;

    /// <summary>Problems of one kind that are listed of one text.</summary>
    public const int Problems = 1000;
}
