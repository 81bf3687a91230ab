using System.Diagnostics;
using FluentAssertions;

namespace KubeAssert.Assertions;

/// <summary>What can be asserted of images where containers name them.</summary>
[DebuggerNonUserCode]
public sealed class ImagesAssertions : SelectionAssertions<ContainerImage, ImagesAssertions>
{
    private readonly string? _caller;

    internal ImagesAssertions(Selection<ContainerImage>? subject, string? caller = null)
        : base(subject) =>
        _caller = caller;

    /// <inheritdoc />
    protected override string Identifier => _caller ?? base.Identifier;

    /// <summary>
    /// Asserts that the registry has each image, lets it be pulled, has it for the nodes' platforms, and that the container can be started from it: not as root
    /// against <c>runAsNonRoot</c>, not without a command. Fails where a registry does not answer, unless the options say that it may be unreachable.
    /// </summary>
    /// <param name="options">Platforms, mirrors, credentials, time limits; <see cref="RegistryOptions.Default"/> when left out.</param>
    /// <exception cref="FormatException">A platform in the options is none.</exception>
    [CustomAssertion]
    public Task<AndConstraint<ImagesAssertions>> ExistInRegistryAsync(RegistryOptions? options = null, string because = "", params object[] becauseArgs)
    {
        // who called can be seen only until the first wait
        var checking = new ImagesAssertions(Subject, _caller ?? CallerIdentifier.DetermineCallerIdentity());
        return (_mayBeEmpty ? checking.AllowEmpty() : checking).CheckAsync("exist in their registry", options, because, becauseArgs, And);
    }

    internal async Task<T> CheckAsync<T>(string demand, RegistryOptions? options, string because, object[] becauseArgs, T and)
    {
        var found = Subject is null ? [] : await ImagesInRegistry.FindAsync(Subject, options ?? RegistryOptions.Default, CancellationToken.None).ConfigureAwait(false);
        var next = 0;
        Each(demand, because, becauseArgs, _ => found[next++].Where(f => f.Severity > Severity.Info).ToList());
        return and;
    }
}
