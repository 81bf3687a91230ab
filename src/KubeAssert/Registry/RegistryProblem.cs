using System.Diagnostics.CodeAnalysis;

namespace KubeAssert.Registry;

/// <summary>Ends the question for an image without the image.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "never leaves this room")]
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "never leaves this room")]
internal sealed class RegistryProblem(RegistryState state, string reason) : Exception(reason)
{
    public RegistryState State { get; } = state;

    public static RegistryProblem NotChecked(string reason) => new(RegistryState.NotChecked, reason);

    public static RegistryProblem Unusable(string reason) => new(RegistryState.Unusable, reason);
}
