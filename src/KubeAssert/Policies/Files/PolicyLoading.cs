using KubeAssert.PolicyRules;

namespace KubeAssert;

/// <content>Policies from files.</content>
public partial class Policy
{
    /// <summary>Reads a policy from a YAML file: which packs it extends, what it enables and disables, severities, parameters, exemptions.</summary>
    /// <param name="path">
    /// The file: <c>kubeassert.yaml</c>. A relative one starts at the test project's folder, or at the nearest folder above it, up to the repository's root, that has it.
    /// </param>
    /// <exception cref="PolicyReadException">There is no such file, or something in it is wrong; all problems are listed with their places.</exception>
    public static Policy Load(string path) => PolicyFile.Load(path, new KnownRules([], []));

    /// <inheritdoc cref="Load(string)"/>
    /// <param name="known">Rules that the file may name beside those of the package.</param>
    public static Policy Load(string path, params Rule[] known) => PolicyFile.Load(path, new KnownRules([], known));

    /// <inheritdoc cref="Load(string)"/>
    /// <param name="known">Packs that the file may extend, and whose rules it may name, beside those of the package.</param>
    public static Policy Load(string path, params Policy[] known) => PolicyFile.Load(path, new KnownRules(known, []));
}
