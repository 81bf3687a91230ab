using System.Globalization;
using System.Net;
using KubeAssert.TestApiServer;

// Plays a node in a container: PORT and the path for the kubeconfig are given, as a real node has them.
var port = int.Parse(args.ElementAtOrDefault(0) ?? "6443", CultureInfo.InvariantCulture);
await using var server = new TestServer { Simulates = true, IsReady = false };
await server.StartAsync(port, IPAddress.Any);
if (args.ElementAtOrDefault(1) is { } kubeconfig)
{
    Directory.CreateDirectory(Path.GetDirectoryName(kubeconfig)!);
    await File.WriteAllTextAsync(kubeconfig, server.Kubeconfig($"https://127.0.0.1:{port}"));
}

Console.WriteLine("the API server listens");
await Task.Delay(TimeSpan.FromMilliseconds(500));
server.IsReady = true;
await Task.Delay(Timeout.Infinite);
