using System.Diagnostics;
using FluentAssertions;
using FluentAssertions.Primitives;
using KubeAssert.Assertions;
using KubeAssert.Cluster.Assertions;
using KubeAssert.Cluster.Connection;

namespace KubeAssert.Cluster;

/// <summary>What can be asserted of one deployed Service.</summary>
[DebuggerNonUserCode]
public sealed class DeployedServiceAssertions : ReferenceTypeAssertions<DeployedService?, DeployedServiceAssertions>
{
    private static readonly TimeSpan DefaultTime = TimeSpan.FromSeconds(30);

    internal DeployedServiceAssertions(DeployedService? subject)
        : base(subject)
    {
    }

    /// <inheritdoc />
    protected override string Identifier => Subject?.ToString() ?? "the service";

    /// <summary>Asserts that the Service answers over HTTP. The request goes through the API server's proxy, so it takes the Service's own way to its pods.</summary>
    /// <param name="path">The path and query: <c>/health</c>.</param>
    /// <param name="status">The HTTP status to expect.</param>
    /// <param name="within">How long to try; null for 30 seconds.</param>
    /// <param name="because">Why it should.</param>
    /// <param name="becauseArgs">What fills the placeholders of <paramref name="because"/>.</param>
    [CustomAssertion]
    public async Task<AndConstraint<DeployedServiceAssertions>> RespondAsync(
        string path = "/", int status = 200, TimeSpan? within = null, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(path);
        var limit = within ?? DefaultTime;
        var wrong = Subject is null ? "found <null>" : await Waited.UntilAsync(Subject.Deployed.Cluster.Connection.Client.Time, limit, async cancel =>
        {
            try
            {
                var (code, body) = await ServiceProxy.GetAsync(Subject.Deployed, Subject.Name, path, cancel).ConfigureAwait(false);
                return code == status ? null : $"it answered {code}{(body.Length > 0 ? $": {Excerpt.Start(body.Trim(), 300)}" : "")}";
            }
            catch (KubeApiException e)
            {
                return e.Message;
            }
        }).ConfigureAwait(false);
        if (wrong is not null && Subject is not null)
            Subject.Deployed.HasFailed = true;
        Expectation.Holds(wrong is null, Identifier, $"respond to {path} with {status} within {Waited.Within(limit)}", wrong ?? "", because, becauseArgs);
        return new AndConstraint<DeployedServiceAssertions>(this);
    }
}
