using System.Diagnostics;
using KubeAssert.Cluster.Connection;

namespace KubeAssert.Cluster.K3s;

/// <summary>When a K3s is ready, step by step. Its log is no promise; the API is.</summary>
internal sealed class NodeReadiness(K3sNode node, Action<string>? output, bool awaitsDns)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SayAgain = TimeSpan.FromSeconds(5);
    private readonly long _begin = Stopwatch.GetTimestamp();

    /// <summary>What is still waited for, and why.</summary>
    public string Awaited { get; private set; } = "the container";

    /// <summary>The kubeconfig for this machine, once K3s has written its own.</summary>
    public async Task<string> KubeconfigAsync(CancellationToken cancel)
    {
        string? kubeconfig = null;
        await StepAsync("the kubeconfig", async () =>
        {
            var (written, trouble) = await node.ReadAsync(K3sFacts.KubeconfigPath, cancel).ConfigureAwait(false);
            if (!IsWhole(written))
                return trouble;
            kubeconfig = K3sFacts.KubeconfigFor(written, node.Address.Host, node.Address.Port);
            return null;
        }, cancel).ConfigureAwait(false);
        return kubeconfig!;
    }

    public async Task AwaitAsync(KubeCluster cluster, CancellationToken cancel)
    {
        await StepAsync("the API server", async () =>
        {
            using var response = await cluster.Connection.Client.SendOnceAsync(ApiRequest.Get("readyz"), cancel).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? null : $"it answers {(int)response.StatusCode}";
        }, cancel).ConfigureAwait(false);
        await StepAsync("the node", async () =>
            (await cluster.Objects.ListAsync(CoreResources.Nodes, null, null, cancel).ConfigureAwait(false)).Items is { Count: > 0 } nodes && nodes.All(n => n.HasCondition("Ready")) ? null : "", cancel).ConfigureAwait(false);
        if (awaitsDns)
        {
            await StepAsync("DNS", async () =>
                (await cluster.Objects.ListAsync(CoreResources.Pods, "kube-system", K3sFacts.DnsSelector, cancel).ConfigureAwait(false)).Items.Any(p => p.HasCondition("Ready")) ? null : "", cancel).ConfigureAwait(false);
        }

        output?.Invoke($"K3s is ready after {Stopwatch.GetElapsedTime(_begin).TotalSeconds:0.0} s");
    }

    /// <param name="what">What is waited for.</param>
    /// <param name="whyNot">Looks: null when it is there, else what stands in its way, as far as that is known.</param>
    /// <param name="cancel">Ends the waiting.</param>
    private async Task StepAsync(string what, Func<Task<string?>> whyNot, CancellationToken cancel)
    {
        var said = Stopwatch.GetTimestamp();
        while (true)
        {
            string? trouble;
            try
            {
                trouble = await whyNot().ConfigureAwait(false);
                if (trouble is null)
                    return;
            }
            catch (Exception e) when (e is KubeApiException || (ApiClient.IsTransport(e) && !cancel.IsCancellationRequested))
            {
                trouble = e.GetBaseException().Message;
            }

            Awaited = what + (trouble.Length > 0 ? $" ({NodeEngine.FirstLine(trouble)})" : "");
            if (await node.DeathAsync(cancel).ConfigureAwait(false) is { } death)
                throw new K3sException(death);
            if (Stopwatch.GetElapsedTime(said) > SayAgain)
            {
                output?.Invoke($"waiting for {Awaited}, {Stopwatch.GetElapsedTime(_begin).TotalSeconds:0} s so far");
                said = Stopwatch.GetTimestamp();
            }

            await Task.Delay(LookAgain, cancel).ConfigureAwait(false);
        }
    }

    private static bool IsWhole(string kubeconfig)
    {
        try
        {
            return Kubeconfig.Parse(kubeconfig) is { CurrentContext: not null, Users.Count: > 0, Clusters.Count: > 0 };
        }
        catch (KubeconfigException)
        {
            return false;
        }
    }
}
