using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Context;

/// <summary>Who made whom: from what fails up to the object that an operator would name.</summary>
internal static class OwnerChain
{
    private const int Deepest = 8;

    /// <summary>The applied object behind an object, and the steps down to it. What nobody applied is named by its topmost owner.</summary>
    public static (ObjectKey Root, List<string> Chain) Of(ClusterState state, ObservedObject found)
    {
        var chain = new List<string> { found.Key.ToString() };
        var at = found;
        for (var depth = 0; depth < Deepest && at.Owner is { } owner; depth++)
        {
            var key = new ObjectKey(owner.Group, owner.Kind, at.Key.Namespace, owner.Name);
            chain.Insert(0, key.ToString());
            if (state.OwnerOf(at) is not { } parent)
                return (state.Targets.ContainsKey(key) || state.Targets.IsEmpty ? key : at.Key, chain);
            at = parent;
        }

        return (at.Key, chain);
    }

    /// <summary>As <see cref="Of"/>; a claim that a StatefulSet made has no owner, and is told at whose pod uses it.</summary>
    public static (ObjectKey Root, List<string> Chain) OfUsed(ClusterState state, ObservedObject found)
    {
        if (found is not ObservedClaim claim || state.Targets.IsEmpty || state.Targets.ContainsKey(claim.Key))
            return Of(state, found);
        var user = state.Pods.FirstOrDefault(p => p.Key.Namespace == claim.Key.Namespace && !p.IsDeleting && p.Dependencies.Any(d => d.Kind == claim.Key.Kind && d.Name == claim.Key.Name));
        if (user is null)
            return Of(state, found);
        var (root, chain) = Of(state, user);
        return (root, [.. chain, claim.Key.ToString()]);
    }

    /// <summary>Whether an object belongs to what is wanted now: not on its way out, and of no older revision.</summary>
    public static bool IsCurrent(ClusterState state, ObservedObject found)
    {
        if (found.IsDeleting)
            return false;
        if (found is ObservedPod pod && state.OwnerOf(pod) is ObservedWorkload { Key.Kind: "StatefulSet" or "DaemonSet" } replaces)
            return replaces.IsObserved && !OldRevision.IsReplaced(replaces, pod);
        if (state.OwnerOf(found) is not ObservedWorkload { Key.Kind: "ReplicaSet" } set)
            return found is not ObservedWorkload { Key.Kind: "ReplicaSet" } replicas || IsCurrentRevision(state, replicas);
        return IsCurrentRevision(state, set);
    }

    public static bool IsCurrentRevision(ClusterState state, ObservedWorkload set)
    {
        if (state.OwnerOf(set) is not ObservedWorkload { Key.Kind: "Deployment" } deployment)
            return true;

        // until the controller has looked at the present template, none of what is there is made of it
        if (!deployment.IsObserved || (set.Desired == 0 && deployment.Desired > 0))
            return false;
        var number = Revision(set);
        foreach (var sibling in state.ChildrenOf(deployment))
        {
            if (sibling is ObservedWorkload other && other.Key != set.Key && Revision(other) > number)
                return false;
        }

        return true;
    }

    private static long Revision(ObservedWorkload set) =>
        long.TryParse(set.Revision, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
}
