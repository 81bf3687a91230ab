using System.Reflection;

namespace KubeAssert.Theories;

/// <summary>The cases of a theory, by its parameter's type.</summary>
internal static class TheoryCases
{
    private static readonly MethodInfo Typed = typeof(TheoryCases).GetMethod(nameof(OfType), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <exception cref="TheoryDataException">The source can't be read, holds nothing, or the theory can't take what it holds.</exception>
    public static IReadOnlyList<TheoryCase> Of(MethodInfo test, Type? memberType, string[] sources, string? policy = null)
    {
        ArgumentNullException.ThrowIfNull(test);
        if (sources.Length == 0)
            throw new TheoryDataException("No source is given; name a file, a folder, a glob or a static member: [ManifestData(\"deploy/\")]");
        if (test.GetParameters() is not [var parameter] || parameter.ParameterType.IsValueType)
            throw new TheoryDataException($"{test.Name} has to take one parameter: {(policy is null ? "a Manifest, Workload, Container, ContainerImage, Service or any other view" : "a PolicyCheck")}.");
        if (policy is not null && parameter.ParameterType != typeof(PolicyCheck))
            throw new TheoryDataException($"{test.Name} takes a {parameter.ParameterType.Name}; with PolicyData it has to take a PolicyCheck.");

        if (sources[0] == TheorySource.Discovered && parameter.ParameterType != typeof(ManifestSet) && parameter.ParameterType != typeof(Deployable))
            throw new TheoryDataException($"{test.Name} takes a {parameter.ParameterType.Name}; with DeployableData it has to take a ManifestSet or a Deployable.");

        var source = TheorySource.Of(memberType ?? test.ReflectedType!, sources, policy);
        try
        {
            return (List<TheoryCase>)Typed.MakeGenericMethod(parameter.ParameterType).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [source], null)!;
        }
        catch (ArgumentException e) when (e is not ArgumentNullException)
        {
            throw new TheoryDataException($"{test.Name}: {e.Message}", e);
        }
    }

    private static List<TheoryCase> OfType<T>(TheorySource source)
        where T : class
    {
        var things = source.Things<T>();
        return things.Names.Select(name => Case(source, name, things.FindMade(name))).ToList();
    }

    private static TheoryCase Case(TheorySource source, string name, object? thing) =>
        new(source, name, ThingName.ManifestOf(thing)?.ToString(), (thing as PolicyCheck)?.RuleId);
}
