using KubeAssert.Cluster.Connection;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Assertions;

/// <summary>Requests to a Service through the API server.</summary>
internal static class ServiceProxy
{
    public static async Task<(int Code, string Body)> GetAsync(DeployedManifests deployed, string service, string path, CancellationToken cancel)
    {
        var (@namespace, item) = await deployed.Pods.ServiceAsync(service, cancel).ConfigureAwait(false);
        var port = DeployedManifests.ServicePort(item, service, null);
        var scheme = port.Int("port") == 443 ? "https:" : "";
        var request = ApiRequest.Get($"{CoreResources.Services.Path(@namespace, $"{scheme}{service}:{port.Text("name") ?? port.Int("port").ToString(System.Globalization.CultureInfo.InvariantCulture)}")}/proxy/{path.TrimStart('/')}") with { Accept = "*/*" };

        // the pod's own 5xx are answers here: they are not tried again
        using var limit = new CancellationTokenSource(deployed.Cluster.Options.RequestTimeLimit, deployed.Cluster.Connection.Client.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            using var response = await deployed.Cluster.Connection.Client.SendOnceAsync(request, either.Token).ConfigureAwait(false);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(either.Token).ConfigureAwait(false));
        }
        catch (Exception e) when (ApiClient.IsTransport(e) && !cancel.IsCancellationRequested)
        {
            throw KubeApiException.Unreachable(request, deployed.Cluster.Server, deployed.Cluster.Options.RequestTimeLimit, e);
        }
    }
}
