using System.Diagnostics;
using KubeAssert.Cluster.Connection;

namespace KubeAssert.Cluster.K3s;

/// <summary>When a K3s is ready, step by step. Its log is no promise; the API is.</summary>
internal sealed class NodeReadiness(NodeContainer container, KubeCluster cluster, K3sOptions options)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SayAgain = TimeSpan.FromSeconds(5);

    public async Task AwaitAsync(CancellationToken cancel)
    {
        var begin = Stopwatch.GetTimestamp();
        await StepAsync("the API server", begin, async () =>
        {
            using var response = await cluster.Client.SendOnceAsync(ApiRequest.Get("readyz"), cancel).ConfigureAwait(false);
            return response.IsSuccessStatusCode;
        }, cancel).ConfigureAwait(false);
        await StepAsync("the node", begin, async () =>
            (await cluster.Objects.ListAsync(CoreResources.Nodes, null, null, cancel).ConfigureAwait(false)).Items is { Count: > 0 } nodes && nodes.All(n => n.HasCondition("Ready")), cancel).ConfigureAwait(false);
        if (K3sFacts.KeepsDns(options))
        {
            await StepAsync("DNS", begin, async () =>
                (await cluster.Objects.ListAsync(CoreResources.Pods, "kube-system", K3sFacts.DnsSelector, cancel).ConfigureAwait(false)).Items.Any(p => p.HasCondition("Ready")), cancel).ConfigureAwait(false);
        }

        options.Output?.Invoke($"K3s is ready after {Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s");
    }

    private async Task StepAsync(string what, long begin, Func<Task<bool>> isReady, CancellationToken cancel)
    {
        var said = Stopwatch.GetTimestamp();
        while (true)
        {
            var trouble = "";
            try
            {
                if (await isReady().ConfigureAwait(false))
                    return;
            }
            catch (Exception e) when (e is KubeApiException || (ApiClient.IsTransport(e) && !cancel.IsCancellationRequested))
            {
                trouble = $" ({e.GetBaseException().Message})";
            }

            if (await container.DeathAsync(cancel).ConfigureAwait(false) is { } death)
                throw new K3sException(death);
            if (Stopwatch.GetElapsedTime(said) > SayAgain)
            {
                options.Output?.Invoke($"waiting for {what}, {Stopwatch.GetElapsedTime(begin).TotalSeconds:0} s so far{trouble}");
                said = Stopwatch.GetTimestamp();
            }

            await Task.Delay(LookAgain, cancel).ConfigureAwait(false);
        }
    }
}
