using System.Text;
using System.Text.Json;

namespace KubeAssert.Cluster.Connection;

/// <summary>A program that prints credentials, as a kubeconfig's user names it (client.authentication.k8s.io).</summary>
internal sealed record ExecPlugin
{
    public required string Command { get; init; }

    public required string ApiVersion { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    public string? InstallHint { get; init; }

    /// <summary>The cluster as JSON for the plugin; null when it does not ask for it.</summary>
    public string? Cluster { get; init; }

    public string? Folder { get; init; }

    public static ExecPlugin From(Kubeconfig.Entry user, Kubeconfig.Entry cluster)
    {
        var exec = user.Node["exec"];
        var version = exec["apiVersion"].Text;
        if (version is not ("client.authentication.k8s.io/v1" or "client.authentication.k8s.io/v1beta1"))
            throw new KubeconfigException(exec["apiVersion"].Location, $"the exec plugin of user '{user.Name}' speaks {version ?? "no version"}", "use client.authentication.k8s.io/v1");
        if (exec["interactiveMode"].Text == "Always")
            throw new KubeconfigException(exec["interactiveMode"].Location, $"the exec plugin of user '{user.Name}' wants a person at the keyboard", "use a token or interactiveMode: IfAvailable");

        return new ExecPlugin
        {
            Command = exec["command"].Text ?? throw new KubeconfigException(exec.Location, $"the exec plugin of user '{user.Name}' has no command", "add command: to it"),
            ApiVersion = version,
            Arguments = exec["args"].Items.Select(a => a.Text ?? "").ToArray(),
            Environment = exec["env"].Items.Select(e => KeyValuePair.Create(e["name"].Text ?? "", e["value"].Text ?? "")).ToArray(),
            InstallHint = exec["installHint"].Text,
            Cluster = exec["provideClusterInfo"].AsBoolean() == true ? ClusterJson(cluster) : null,
            Folder = user.Folder,
        };
    }

    /// <summary>What KUBERNETES_EXEC_INFO holds for the plugin.</summary>
    public string ExecInfo() =>
        "{\"kind\":\"ExecCredential\",\"apiVersion\":\"" + ApiVersion + "\",\"spec\":{" + (Cluster is null ? "" : "\"cluster\":" + Cluster + ",") + "\"interactive\":false}}";

    private static string ClusterJson(Kubeconfig.Entry cluster)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("server", cluster.Text("server"));
            if (cluster.Text("tls-server-name") is { } name)
                json.WriteString("tls-server-name", name);
            if (cluster.Node["insecure-skip-tls-verify"].AsBoolean() == true)
                json.WriteBoolean("insecure-skip-tls-verify", true);
            if (cluster.Bytes("certificate-authority") is { } authority)
                json.WriteBase64String("certificate-authority-data", authority);
            if (cluster.Text("proxy-url") is { } proxy)
                json.WriteString("proxy-url", proxy);
            foreach (var extension in cluster.Node["extensions"].Items.Where(e => e["name"].Text == "client.authentication.k8s.io/exec"))
            {
                json.WritePropertyName("config");
                Yaml.NodeJson.Write(extension["extension"], json);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
