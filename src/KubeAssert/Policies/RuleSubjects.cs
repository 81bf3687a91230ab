using KubeAssert.Model;

namespace KubeAssert.PolicyRules;

/// <summary>How a rule finds its subjects, and where a subject stands.</summary>
internal static class RuleSubjects<T>
    where T : class
{
    /// <exception cref="ArgumentException">The type is no view.</exception>
    public static string Noun => ViewTypes.Of<T>().Noun;

    public static IEnumerable<T> In(ManifestSet manifests) => manifests.Views<T>();

    public static Manifest? ManifestOf(T subject) => subject switch
    {
        Manifest manifest => manifest,
        View view => view.Manifest,
        _ => null,
    };

    public static Node NodeOf(T subject) => subject switch
    {
        Manifest manifest => manifest.Root,
        View view => view.Node,
        _ => throw new ArgumentException($"{typeof(T).Name} is no view of a manifest: say which node a finding points at.", nameof(subject)),
    };
}
