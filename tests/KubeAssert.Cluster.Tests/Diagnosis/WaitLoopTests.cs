using KubeAssert.Cluster.Diagnosing.Context;
using KubeAssert.Cluster.Diagnosing.Judgement;
using KubeAssert.Cluster.Diagnosing.Parsing;
using KubeAssert.Cluster.Diagnosing.Rendering;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Tests.Diagnosis;

public sealed class WaitLoopTests
{
    [Fact]
    public async Task It_ends_as_soon_as_the_stability_window_is_over_without_a_further_observation()
    {
        var feed = new Feed(new WebCluster().Healthy());
        var result = await feed.Loop().UntilSettledAsync(feed, TimeSpan.FromMinutes(2), default);

        result.Diagnosis.Outcome.Should().Be(Outcome.Ready);
        result.TimedOut.Should().BeFalse();
        result.Diagnosis.Elapsed.Should().Be(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task It_asks_before_it_calls_something_missing_and_goes_on_when_it_is_there()
    {
        var feed = new Feed(new WebCluster().Pod(WebCluster.Waiting("CreateContainerConfigError", "secret \"db\" not found"))) { Exists = true };
        var result = await feed.Loop().UntilSettledAsync(feed, TimeSpan.FromSeconds(60), default);

        result.TimedOut.Should().BeTrue();
        feed.Questions.Should().Equal(ObjectKey.Core("Secret", "shop", "db"));
    }

    [Fact]
    public async Task It_fails_when_the_server_confirms_that_it_is_missing()
    {
        var feed = new Feed(new WebCluster().Pod(WebCluster.Waiting("CreateContainerConfigError", "secret \"db\" not found")));
        var result = await feed.Loop().UntilSettledAsync(feed, TimeSpan.FromSeconds(60), default);

        result.Diagnosis.Outcome.Should().Be(Outcome.Failing);
        result.Diagnosis.Elapsed.Should().Be(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task It_says_every_5_seconds_what_is_awaited()
    {
        var feed = new Feed(new WebCluster());
        var lines = new List<string>();
        var result = await feed.Loop(lines.Add).UntilSettledAsync(feed, TimeSpan.FromSeconds(12), default);

        result.TimedOut.Should().BeTrue();
        lines.Should().Equal(
            "5.0 s: 0 of 1 object ready; waiting for Deployment/web (0 of 1 pod ready: web: its container is being created for 5.0 s)",
            "10 s: 0 of 1 object ready; waiting for Deployment/web (0 of 1 pod ready: web: its container is being created for 10 s)");
    }

    [Fact]
    public async Task It_stops_when_it_is_told_to()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var feed = new Feed(new WebCluster());

        var act = () => feed.Loop().UntilSettledAsync(feed, TimeSpan.FromSeconds(12), stop.Token);

        await act.Should().ThrowAsync<OperationCanceledException>();
    }

    /// <summary>A picture that does not change, on a clock that jumps to whatever is waited for.</summary>
    private sealed class Feed(WebCluster cluster) : TimeProvider, IClusterFeed, IClusterEvidence
    {
        private readonly TaskCompletionSource _never = new();
        private DateTimeOffset _now = cluster.Now;

        public bool Exists { get; init; }

        public List<ObjectKey> Questions { get; } = [];

        public WaitLoop Loop(Action<string>? progress = null) => new(this, WaitPolicy.Default, this) { Progress = progress };

        public (ClusterState State, Task Changed) Current() => (cluster.State, _never.Task);

        public void Observe(Observation.Observation observation) => cluster.Tell(observation);

        public override DateTimeOffset GetUtcNow() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Jump(this, callback, state, dueTime);

        public Task<string?> ReadLogAsync(LogRequest request, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public Task<LookedUp> LookUpAsync(ObjectKey key, CancellationToken cancellationToken)
        {
            Questions.Add(key);
            return Task.FromResult(new LookedUp(_now, key, Exists));
        }

        private sealed class Jump : ITimer
        {
            private readonly Timer _timer;

            // limits of requests (a token's timer) don't move the clock, waits do: they come without anything else to wait for
            public Jump(Feed feed, TimerCallback callback, object? state, TimeSpan due)
            {
                var target = feed._now + due;
                _timer = new Timer(_ =>
                {
                    if (target > feed._now)
                        feed._now = target;
                    callback(state);
                }, null, 200 + (int)(20 * due.TotalSeconds), Timeout.Infinite);
            }

            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => _timer.Dispose();

            public ValueTask DisposeAsync() => _timer.DisposeAsync();
        }
    }
}
