using System.Text.Json;
using KubeAssert.Cluster.Connection;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Deploying;

/// <summary>Removes what runs made: this one at its end, dead ones when they are found.</summary>
internal sealed class CleanUp(ClusterConnection connection, Action<string>? say)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(300);

    /// <summary>Removes all and waits until it is gone.</summary>
    /// <returns>What is still there after the time limit, and what holds it, a line each; empty when all is gone.</returns>
    public async Task<IReadOnlyList<string>> RemoveAsync(RunRecord record, TimeSpan timeLimit, CancellationToken cancel)
    {
        var begin = connection.Time.GetTimestamp();
        var left = new List<string>();
        foreach (var name in record.Namespaces)
            await TryAsync(() => connection.Objects.DeleteAsync(CoreResources.Namespaces, null, name, null, "Background", cancel), $"Namespace/{name}", left).ConfigureAwait(false);
        await ReleaseAsync(record.Shared, record.RunId, left, cancel).ConfigureAwait(false);

        foreach (var name in record.Namespaces)
        {
            while (true)
            {
                JsonElement? present = null;
                if (!await TryAsync(async () => present = await connection.Objects.FindAsync(CoreResources.Namespaces, null, name, cancel).ConfigureAwait(false), $"Namespace/{name}", left).ConfigureAwait(false) || present is null)
                    break;
                if (connection.Time.GetElapsedTime(begin) > timeLimit)
                {
                    left.Add($"Namespace/{name} is still there after {timeLimit.TotalSeconds:0} s");
                    await TryAsync(async () => left.AddRange(await HeldAsync(name, present.Value, cancel).ConfigureAwait(false)), $"Namespace/{name}", left).ConfigureAwait(false);
                    break;
                }

                await Task.Delay(LookAgain, connection.Time, cancel).ConfigureAwait(false);
            }
        }

        return left;
    }

    /// <summary>Removes what runs left behind that are over, without waiting for its end.</summary>
    public async Task RemoveLeftoversAsync(TimeSpan age, CancellationToken cancel)
    {
        var namespaces = await connection.Objects.ListAsync(CoreResources.Namespaces, null, TestRun.Label, cancel).ConfigureAwait(false);
        foreach (var item in namespaces.Items.Where(i => TestRun.IsDead(i, connection.Time.GetUtcNow(), age)))
        {
            var metadata = item.Get("metadata");
            var name = metadata.Text("name")!;
            var problems = new List<string>();
            await ReleaseAsync(SharedBy(metadata), metadata.Get("labels").Text(TestRun.Label)!, problems, cancel).ConfigureAwait(false);
            if (metadata.Text("deletionTimestamp") is null)
                await TryAsync(() => connection.Objects.DeleteAsync(CoreResources.Namespaces, null, name, metadata.Text("uid"), "Background", cancel), $"Namespace/{name}", problems).ConfigureAwait(false);
            say?.Invoke($"removed what a test run left behind on {metadata.Get("annotations").Text(TestRun.HostAnnotation) ?? "some host"}: Namespace/{name}{string.Concat(problems.Select(p => "\n  " + p))}");
        }
    }

    private static SharedName[] SharedBy(JsonElement metadata)
    {
        try
        {
            return metadata.Get("annotations").Text(TestRun.SharedAnnotation) is { } list ? JsonSerializer.Deserialize<SharedName[]>(list) ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private async Task ReleaseAsync(IEnumerable<SharedName> names, string runId, List<string> problems, CancellationToken cancel)
    {
        var shared = new SharedObjects(connection.Objects, runId);
        foreach (var name in names.Reverse())
        {
            await TryAsync(async () =>
            {
                if (await connection.Discovery.FindAsync(name.ApiVersion, name.Kind, cancel).ConfigureAwait(false) is { } resource)
                    await shared.ReleaseAsync(name, resource, cancel).ConfigureAwait(false);
            }, name.ToString(), problems).ConfigureAwait(false);
        }
    }

    private static async Task<bool> TryAsync(Func<Task> remove, string what, List<string> problems)
    {
        try
        {
            await remove().ConfigureAwait(false);
            return true;
        }
        catch (KubeApiException e)
        {
            problems.Add($"{what} could not be removed: {e.Message}");
            return false;
        }
    }

    /// <summary>Who holds a namespace: what its controller says, and the objects with finalizers.</summary>
    private async Task<IReadOnlyList<string>> HeldAsync(string @namespace, JsonElement present, CancellationToken cancel)
    {
        var lines = present.Get("status").Items("conditions").Where(c => c.Text("status") == "True").Select(c => $"  {c.Text("message")}").ToList();
        foreach (var resource in (await connection.Discovery.AllAsync(cancel).ConfigureAwait(false)).Where(r => r.Namespaced && r.Can("list") && r.Can("delete")).DistinctBy(r => (r.Group, r.Kind)))
        {
            var list = await connection.Client.SendJsonAsync(ApiRequest.Get(resource.Collection(@namespace)) with { OnlyOnce = true, Accepted = [403, 404, 405] }, cancel).ConfigureAwait(false);
            foreach (var item in list.Items("items"))
            {
                var metadata = item.Get("metadata");
                var finalizers = metadata.Items("finalizers").Select(f => f.GetString()).ToArray();
                if (finalizers.Length > 0)
                    lines.Add($"  {resource.Kind}/{metadata.Text("name")} is held by the finalizer {string.Join(", ", finalizers)}");
                else if (resource.Kind == "Pod" && item.Get("spec").Text("nodeName") is { } node)
                    lines.Add($"  Pod/{metadata.Text("name")} has been told to end, and node {node} has not said that it did (grace period {metadata.Int("deletionGracePeriodSeconds")} s)");
            }
        }

        return lines;
    }
}
