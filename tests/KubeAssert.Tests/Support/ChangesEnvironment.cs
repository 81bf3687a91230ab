namespace KubeAssert.Tests.Support;

/// <summary>Tests that change the variables of this process run while no others do: what a program is given is part of what its output is remembered by.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ChangesEnvironment
{
    public const string Name = "changes the environment";
}
