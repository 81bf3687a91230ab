using System.Diagnostics;
using System.Globalization;
using FluentAssertions;
using KubeAssert.Model;
using KubeAssert.Texts;

namespace KubeAssert.Assertions;

/// <summary>What can be asserted of a workload: Pod, Deployment, StatefulSet, DaemonSet, Job, CronJob, ...</summary>
[DebuggerNonUserCode]
public sealed partial class WorkloadAssertions : ObjectViewAssertions<Workload, WorkloadAssertions>
{
    internal WorkloadAssertions(Workload? subject)
        : base(subject)
    {
    }

    /// <summary>Asserts that a container, init containers and sidecars included, has the given name.</summary>
    [CustomAssertion]
    public AndWhichConstraint<WorkloadAssertions, Container?> HaveContainer(string name, string because = "", params object[] becauseArgs) =>
        Have(name, "container", "containers", static _ => true, because, becauseArgs);

    /// <summary>Asserts that no container, init containers and sidecars included, has the given name.</summary>
    [CustomAssertion]
    public AndConstraint<WorkloadAssertions> NotHaveContainer(string name, string because = "", params object[] becauseArgs) =>
        Demand($"not have container {name}", because, becauseArgs, workload => workload.Container(name) is { } container
            ? Fault.At(workload.Manifest, container.Node, $"is named {name}", fix: "remove it, or rename it")
            : null);

    /// <summary>Asserts that an init container or sidecar has the given name.</summary>
    [CustomAssertion]
    public AndWhichConstraint<WorkloadAssertions, Container?> HaveInitContainer(string name, string because = "", params object[] becauseArgs) =>
        Have(name, "init container", "initContainers", static c => c.Role is ContainerRole.Init or ContainerRole.Sidecar, because, becauseArgs);

    /// <summary>Asserts that no init container or sidecar has the given name.</summary>
    [CustomAssertion]
    public AndConstraint<WorkloadAssertions> NotHaveInitContainer(string name, string because = "", params object[] becauseArgs) =>
        Demand($"not have init container {name}", because, becauseArgs, workload =>
            workload.Containers.FirstOrDefault(c => c.Name == name && c.Role is ContainerRole.Init or ContainerRole.Sidecar) is { } container
                ? Fault.At(workload.Manifest, container.Node, $"is named {name}", fix: "remove it, or rename it")
                : null);

    /// <summary>Asserts how many pods are wanted; where nothing is written it is 1.</summary>
    [CustomAssertion]
    public AndConstraint<WorkloadAssertions> HaveReplicas(long count, string because = "", params object[] becauseArgs) =>
        Replicas(string.Create(CultureInfo.InvariantCulture, $"have {count} replicas"), replicas => replicas == count, $"set {count}", because, becauseArgs);

    /// <summary>Asserts that at least so many pods are wanted; where nothing is written it is 1.</summary>
    [CustomAssertion]
    public AndConstraint<WorkloadAssertions> HaveReplicasAtLeast(long count, string because = "", params object[] becauseArgs) =>
        Replicas(string.Create(CultureInfo.InvariantCulture, $"have at least {count} replicas"), replicas => replicas >= count, $"set {count} or more", because, becauseArgs);

    /// <summary>Asserts that every container runs as a user other than root, by its own security context or the pod's.</summary>
    [CustomAssertion]
    public AndConstraint<WorkloadAssertions> RunAsNonRoot(string because = "", params object[] becauseArgs) =>
        DemandAll("run as non-root", because, becauseArgs, workload => workload.Containers.Select(ContainerFaults.RunsAsRoot).OfType<Finding>().ToList());

    /// <summary>Asserts that a volume of its pods is made from that ConfigMap.</summary>
    [CustomAssertion]
    public AndConstraint<WorkloadAssertions> MountConfigMap(string name, string because = "", params object[] becauseArgs) =>
        Mount("ConfigMap", name, because, becauseArgs);

    /// <summary>Asserts that a volume of its pods is made from that Secret.</summary>
    [CustomAssertion]
    public AndConstraint<WorkloadAssertions> MountSecret(string name, string because = "", params object[] becauseArgs) =>
        Mount("Secret", name, because, becauseArgs);

    /// <summary>Asserts that its pods run under that service account; where nothing is written it is <c>default</c>.</summary>
    [CustomAssertion]
    public AndConstraint<WorkloadAssertions> UseServiceAccount(string name, string because = "", params object[] becauseArgs) =>
        Demand($"use service account {name}", because, becauseArgs, workload =>
        {
            var spec = workload.PodTemplate.Spec;
            var actual = spec["serviceAccountName"].Text is { Length: > 0 } given ? given : spec["serviceAccount"].Text is { Length: > 0 } old ? old : "default";
            return actual == name ? null : Fault.At(workload.Manifest, spec["serviceAccountName"], $"is {actual}", fix: $"set {name}");
        });

    [CustomAssertion]
    private AndWhichConstraint<WorkloadAssertions, Container?> Have(
        string name, string noun, string field, Func<Container, bool> counts, string because, object[] becauseArgs)
    {
        Container? Find(Workload workload) => workload.Containers.FirstOrDefault(c => c.Name == name && counts(c));

        Demand($"have {noun} {name}", because, becauseArgs, workload =>
        {
            if (Find(workload) is not null)
                return null;

            var names = workload.Containers.Where(counts).Select(c => c.Name).ToList();
            var nearest = Nearest.Of(name, workload.Containers, c => c.Name);
            return Fault.At(
                workload.Manifest,
                workload.PodTemplate.Spec[field],
                names.Count == 0 ? $"has no {noun}s" : $"has {Fault.List(names)}",
                nearest is null ? null : $"{nearest} ({nearest.Location})",
                nearest is null ? $"add {(noun[0] == 'i' ? "an" : "a")} {noun} named {name}"
                    : nearest.Name == name ? $"move {name} to {field}, or expect no {noun}"
                    : $"rename {nearest.Name} to {name}, or expect {nearest.Name}");
        });
        return new(this, Subject is null ? null : Find(Subject));
    }

    [CustomAssertion]
    private AndConstraint<WorkloadAssertions> Replicas(string demand, Func<long, bool> holds, FormattableString fix, string because, object[] becauseArgs) =>
        Demand(demand, because, becauseArgs, workload => workload.Replicas is { } replicas
            ? holds(replicas) ? null : Fault.At(
                workload.Manifest,
                workload.Spec["replicas"],
                workload.Spec["replicas"].Exists ? string.Create(CultureInfo.InvariantCulture, $"is {replicas}") : "is not set, which means 1",
                fix: FormattableString.Invariant(fix))
            : workload.Spec["replicas"] is { HasValue: true } written
                ? Fault.At(workload.Manifest, written, $"is {FieldFault.Show(workload.Manifest, written)}, which is no number", fix: FormattableString.Invariant(fix))
                : Fault.At(workload.Manifest, workload.Spec, $"a {workload.Kind} has no replicas"));

    [CustomAssertion]
    private AndConstraint<WorkloadAssertions> Mount(string kind, string name, string because, object[] becauseArgs) =>
        Demand($"mount {kind} {name}", because, becauseArgs, workload => VolumeFault.NotMounted(workload, kind, name));
}
