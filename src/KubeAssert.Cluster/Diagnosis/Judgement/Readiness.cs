using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Judgement;

/// <summary>Whether one applied object is ready, since when, and what it lacks.</summary>
internal readonly record struct Readiness(bool IsReady, DateTimeOffset Since, string Summary)
{
    public static Readiness Of(DiagnosisContext context, AppliedManifest target)
    {
        if ((context.State.Find(target.Key) ?? AsWritten(context, target)) is not { } found)
        {
            // a finished Job may be cleared away soon
            if (context.State.LastOf(target) is ObservedWorkload { CompletedAt: { } completed })
                return new Readiness(true, completed, "complete, and removed since");

            // kinds that nobody watches have no state of their own: to be taken is all they can be
            var hasState = IsStateful(target.Key) || context.State.SeesAll(target.Key.Group, target.Key.Kind);
            return hasState ? OfPodsAlone(context, target) : new Readiness(true, target.At, "applied");
        }

        return found switch
        {
            ObservedPod pod => OfPod(pod),
            ObservedWorkload workload => OfWorkload(context, workload),
            ObservedService service => OfService(context, service),
            ObservedClaim claim => OfClaim(context, claim),
            ObservedIngress ingress => OfIngress(context, ingress),
            ObservedAutoscaler autoscaler => OfAutoscaler(context, autoscaler),
            ObservedDefinition definition => definition.IsEstablished ? new Readiness(true, definition.Condition("Established")!.Since, "established") : No("not established yet"),
            ObservedNamespace { IsTerminating: true } => No("being deleted"),
            _ => new Readiness(true, found.FirstSeen, "applied"),
        };
    }

    private static Readiness No(string summary) => new(false, default, summary);

    private static bool IsStateful(ObjectKey key) => key is
        { Group: "apps", Kind: "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet" }
        or { Group: "batch", Kind: "Job" }
        or { Group: "", Kind: "Pod" or "Service" or "PersistentVolumeClaim" or "ReplicationController" };

    /// <summary>An object that matters for what it names: where its kind is not watched, what was written says as much.</summary>
    public static ObservedObject? AsWritten(DiagnosisContext context, AppliedManifest target) =>
        target.Key is { Group: "networking.k8s.io", Kind: "Ingress" } or { Group: "autoscaling", Kind: "HorizontalPodAutoscaler" } or { Group: "batch", Kind: "CronJob" }
        && !context.State.SeesAll(target.Key.Group, target.Key.Kind) && context.State.Find(target.Key) is null ? target.Written : null;

    private static Readiness OfPod(ObservedPod pod) => pod switch
    {
        { IsDeleting: true } => No("being deleted"),
        { Phase: "Succeeded" } => new Readiness(true, pod.PhaseSince, "completed"),
        { Phase: "Failed" } => No("failed"),
        { IsReady: true } => new Readiness(true, ReadySince(pod), "ready"),
        { NodeName: null } => No("not scheduled yet"),
        _ => No($"{pod.Containers.Count(c => c.Ready && !c.IsInit)} of {MessageText.Count(pod.Containers.Count(c => !c.IsInit), "container")} ready"),
    };

    // a restart between two pictures shows in the container alone
    private static DateTimeOffset ReadySince(ObservedPod pod)
    {
        var since = pod.Condition("Ready")!.Since;
        foreach (var container in pod.Containers)
        {
            if (container.IsRunning && container.Since > since)
                since = container.Since;
        }

        return since;
    }

    private static Readiness OfWorkload(DiagnosisContext context, ObservedWorkload workload)
    {
        if (workload.IsDeleting && workload.CompletedAt is null)
            return No("being deleted");
        if (!workload.IsObserved)
            return No("its controller has not looked at it yet");

        return workload.Key.Kind switch
        {
            "Job" => OfJob(workload),
            "CronJob" => new Readiness(true, workload.FirstSeen, workload.IsPaused ? "suspended" : "waits for its time"),
            "Deployment" when workload.IsPaused && workload.Updated < workload.Desired => No("paused, and its pods are not of the current revision"),
            "Deployment" when workload.Updated < workload.Desired => Short(workload, workload.Updated, "of the current revision"),
            "Deployment" when workload.Current > workload.Updated => No($"{MessageText.Count(workload.Current - workload.Updated, "pod")} of an older revision left"),
            "StatefulSet" when !workload.UpdatesOnDelete && workload.Updated < workload.Desired - workload.Partition && workload.UpdateRevision != workload.CurrentRevision => Short(workload, workload.Updated, "of the current revision"),
            "StatefulSet" or "ReplicaSet" or "ReplicationController" when workload.Current > workload.Desired => No($"{MessageText.Count(workload.Current - workload.Desired, "pod")} more than wanted"),
            "DaemonSet" when workload.Desired == 0 => No("no node is admitted"),
            "DaemonSet" when !workload.UpdatesOnDelete && workload.Updated < workload.Desired => Short(workload, workload.Updated, "of the current revision"),
            _ when workload.ReadyCount < workload.Desired => Short(workload, workload.ReadyCount, "ready"),
            "Deployment" or "DaemonSet" when workload.Available < workload.Desired => Short(workload, workload.Available, "available"),
            _ => OfPods(context, workload),
        };
    }

    private static Readiness OfJob(ObservedWorkload job) =>
        job.IsPaused ? new Readiness(true, job.FirstSeen, "suspended")
        : job.CompletedAt is { } completed ? new Readiness(true, completed, "complete")
        : No($"{job.Succeeded} of {MessageText.Count(job.Desired, "completion")}{(job.FailedCount > 0 ? $", {job.FailedCount} failed" : "")}");

    private static Readiness OfPods(DiagnosisContext context, ObservedWorkload workload)
    {
        var (ready, since) = (0, workload.ChangedAt);
        foreach (var pod in context.State.PodsOf(workload))
        {
            if (pod.IsOver || !OwnerChain.IsCurrent(context.State, pod))
                continue;
            if (!pod.IsReady)
                return Short(workload, ready, "ready");
            ready++;
            if (ReadySince(pod) is var at && at > since)
                since = at;
        }

        return ready < workload.Desired ? Short(workload, ready, "ready") : new Readiness(true, since, $"{ready} of {MessageText.Count(workload.Desired, "pod")} ready");
    }

    // a kind that nobody watches, as its pods show it
    private static Readiness OfPodsAlone(DiagnosisContext context, AppliedManifest target)
    {
        if (context.State.SeesAll(target.Key.Group, target.Key.Kind) || target.Key.Kind is not ("ReplicationController" or "ReplicaSet" or "StatefulSet") || target.Written is not ObservedWorkload { Desired: > 0 } wanted)
            return No("not seen yet");
        var pods = context.State.Pods.Where(p => p.Key.Namespace == target.Key.Namespace && !p.IsDeleting && !p.IsOver && p.Owner is { } owner && owner.Kind == target.Key.Kind && owner.Name == target.Key.Name).ToList();
        var ready = pods.Where(p => p.IsReady).Select(ReadySince).ToList();
        return pods.Count == 0 ? No("not seen yet")
            : ready.Count < wanted.Desired || ready.Count < pods.Count ? Short(wanted, ready.Count, "ready")
            : new Readiness(true, ready.Max(), $"{ready.Count} of {MessageText.Count(wanted.Desired, "pod")} ready");
    }

    private static Readiness Short(ObservedWorkload workload, int number, string what) => No($"{number} of {MessageText.Count(workload.Desired, "pod")} {what}");

    // it first looks after 15 s; until then there is nothing against it
    private static Readiness OfAutoscaler(DiagnosisContext context, ObservedAutoscaler autoscaler) =>
        context.State.Find(autoscaler.Target) is null && autoscaler.Condition("AbleToScale") is not { IsTrue: true } ? No($"its target {autoscaler.Target} is not there")
        : context.WaitPolicy.AwaitMetrics && autoscaler.LacksMetrics ? No("gets no metrics")
        : new Readiness(true, Later(autoscaler.FirstSeen, context.State.Find(autoscaler.Target)?.FirstSeen ?? autoscaler.FirstSeen), $"its target {autoscaler.Target} exists");

    private static Readiness OfService(DiagnosisContext context, ObservedService service)
    {
        if (service.Type == "LoadBalancer" && !service.HasLoadBalancer && context.WaitPolicy.AwaitLoadBalancers)
            return No("no load balancer has given it an address yet");
        if (!service.SelectsPods)
            return new Readiness(true, service.FirstSeen, "selects no pods");
        if (Endpoints.AreReady(context, service))
            return new Readiness(true, Later(service.FirstSeen, context.Slices(service.Key).Select(s => s.ReadySince).Min() ?? service.FirstSeen), "has ready endpoints");
        var templates = context.Templates.Where(w => w.Key.Namespace == service.Key.Namespace && service.Selects(w.TemplateLabels)).ToList();
        return templates.Count > 0 && templates.All(w => w.Desired == 0 && w.Key.Kind != "DaemonSet" || w.Key.Kind is "Job" or "CronJob")
            ? new Readiness(true, service.FirstSeen, "its pods are scaled to none")
            : No("no ready endpoints");
    }

    private static Readiness OfIngress(DiagnosisContext context, ObservedIngress ingress)
    {
        var since = ingress.FirstSeen;
        foreach (var backend in ingress.Backends)
        {
            if (context.State.Find(ObjectKey.Core("Service", ingress.Key.Namespace, backend.Service)) is not { } service)
                return No($"its backend Service/{backend.Service} is not there");
            since = Later(since, service.FirstSeen);
        }

        return new Readiness(true, since, "its backends exist");
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static Readiness OfClaim(DiagnosisContext context, ObservedClaim claim) =>
        claim.Phase == "Bound" ? new Readiness(true, claim.FirstSeen, "bound")
        : claim.Phase == "Pending" && Claims.WaitsForConsumer(context, claim) && !IsUsed(context, claim) ? new Readiness(true, claim.FirstSeen, "waits for its first consumer")
        : No(claim.Phase.Length > 0 ? claim.Phase.ToLowerInvariant() : "not seen yet");

    private static bool IsUsed(DiagnosisContext context, ObservedClaim claim) => context.State.Pods.Any(p =>
        p.Key.Namespace == claim.Key.Namespace && !p.IsDeleting && !p.IsOver && p.Dependencies.Any(d => d.Kind == "PersistentVolumeClaim" && d.Name == claim.Key.Name));
}
