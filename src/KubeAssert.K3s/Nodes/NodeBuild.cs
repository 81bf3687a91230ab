using System.Text;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Images;
using KubeAssert.Cluster.Deploying;
using Microsoft.Extensions.Logging.Abstractions;
using Testcontainers.K3s;

namespace KubeAssert.Cluster.K3s;

/// <summary>The container of a node, as Testcontainers is to create it.</summary>
internal static class NodeBuild
{
    private const string Loopback = "127.0.0.1";

    /// <param name="engine">Where it runs.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="hasReaper">Whether Testcontainers' reaper looks after it.</param>
    public static K3sContainer Create(NodeEngine engine, K3sOptions options, bool hasReaper)
    {
        var fingerprint = Fingerprint(engine, options);
        var builder = new K3sBuilder(options.Image)
            .WithCommand(new OverwriteEnumerable<string>(K3sFacts.ServerArguments(options, engine.HasCgroups1).ToArray()))
            .WithImagePullPolicy(PullPolicy.Never)
            .WithName("kubeassert-k3s-" + (options.Reuse is null ? Guid.NewGuid().ToString("n")[..8] : NodeOwnership.Hash(options.Reuse)))
            .WithWaitStrategy(Wait.ForUnixContainer())
            .WithLogger(NullLogger.Instance)
            .WithCreateParameterModifier(parameters => Adjust(parameters, engine, options, fingerprint));
        if (options.RegistriesYaml is { } registries)
            builder = builder.WithResourceMapping(Encoding.UTF8.GetBytes(registries), K3sFacts.RegistriesPath);
        return options.Reuse is null
            ? builder.WithCleanUp(hasReaper).Build()
            : builder.WithReuse(_ => $"kubeassert-{NodeOwnership.Hash(options.Reuse)}-{fingerprint}").Build();
    }

    /// <summary>A short text that differs where a node is asked for that would be started otherwise.</summary>
    public static string Fingerprint(NodeEngine engine, K3sOptions options) =>
        NodeOwnership.Hash(string.Join('\n', [options.Image, .. K3sFacts.ServerArguments(options, engine.HasCgroups1), options.RegistriesYaml ?? ""]));

    /// <summary>What Testcontainers' builder has no word for.</summary>
    internal static void Adjust(CreateContainerParameters parameters, NodeEngine engine, K3sOptions options, string fingerprint)
    {
        // a process id among the builder's labels would enter Testcontainers' reuse hash
        parameters.Labels ??= new Dictionary<string, string>();
        parameters.HostConfig ??= new HostConfig();
        parameters.Labels[NodeOwnership.HostLabel] = OwnerProcess.Host;
        parameters.Labels[NodeOwnership.ProcessLabel] = OwnerProcess.Current();
        parameters.Labels[NodeOwnership.OptionsLabel] = fingerprint;
        if (options.Reuse is not null)
            parameters.Labels[NodeOwnership.ReuseLabel] = options.Reuse;

        // nothing in it needs time to end: it is thrown away
        parameters.StopTimeout = TimeSpan.Zero;
        foreach (var binding in parameters.HostConfig.PortBindings?.Values.SelectMany(b => b) ?? [])
        {
            if (engine.IsLocal)
                binding.HostIP = Loopback;
        }

        if (!engine.HasCgroups1)
            return;

        // groups of version 1 are not seen from the host's namespace in a container
        parameters.HostConfig.CgroupnsMode = "";
        parameters.HostConfig.Mounts = parameters.HostConfig.Mounts?.Where(m => m.Target != "/sys/fs/cgroup").ToList();
    }
}
