namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>Every rule that comes with the package, by theme.</summary>
internal static class BuiltInRules
{
    public static IReadOnlyList<(string Theme, BuiltInRule[] Rules)> Themes { get; } =
    [
        ("References", Plain(
            Rules.ServiceSelectsPods, Rules.ServicePortExists, Rules.IngressServiceExists, Rules.TlsSecretExists, Rules.RouteResolves, Rules.EnvSourceExists, Rules.SecretExists,
            Rules.VolumeSourceExists, Rules.ImagePullSecretExists, Rules.ServiceAccountExists, Rules.ClassesExist, Rules.AutoscalerTargetExists,
            Rules.NetworkPolicySelectsPods, Rules.NetworkPolicyPeerSelectsPods, Rules.DisruptionBudgetSelectsPods, Rules.StatefulSetServiceExists,
            Rules.ServiceMonitorSelectsServices, Rules.BindingResolves, Rules.NamedPortExists, Rules.WebhookServiceExists)),
        ("Commands", Plain(Rules.ShellScriptFollowsDashC, Rules.ShellLineHasAShell, Rules.HeapFitsMemoryLimit, Rules.PreStopFitsGracePeriod)),
        ("Images", [.. Plain(Rules.ImageReferenceIsValid, Rules.ImageIsPinned, Rules.ImageIsPinnedByDigest), BuiltInRule.Of<RegistryParameters>(Rules.ImageRegistryIsAllowed), BuiltInRule.Of<PullPolicyParameters>(Rules.ImagePullPolicyIsAllowed)]),
        ("Resources", Plain(
            Rules.CpuRequestIsSet, Rules.MemoryRequestIsSet, Rules.EphemeralStorageRequestIsSet, Rules.CpuLimitIsSet, Rules.MemoryLimitIsSet, Rules.EphemeralStorageLimitIsSet,
            Rules.CpuRequestEqualsLimit, Rules.MemoryRequestEqualsLimit, Rules.EphemeralStorageRequestEqualsLimit, Rules.LimitRangeAllows, Rules.QuotaSuffices, Rules.QuotaAmountsAreSet)),
        ("Probes", Plain(
            Rules.ReadinessProbeIsSet, Rules.LivenessProbeIsSet, Rules.ProbesDiffer, Rules.LivenessProbePortIsDeclared, Rules.ReadinessProbePortIsDeclared, Rules.StartupProbePortIsDeclared)),
        ("Ports", Plain(Rules.NoSshPort, Rules.PortsAreUnprivileged, Rules.ContainerPortsAreUnique, Rules.PortNamesAreValid, Rules.ServicePortProtocolsAgree, Rules.ServicePortProtocolIsNamed)),
        ("Environment", Plain(Rules.EnvNamesAreUnique, Rules.EnvHoldsNoSecret, Rules.ConfigMapHoldsNoSecret, Rules.EnvReadsNoSecret, Rules.EnvFromKeysAreNames)),
        ("Security context",
        [
            .. Plain(Rules.NoPrivilegedContainers, Rules.NoPrivilegeEscalation, Rules.RunAsNonRoot), BuiltInRule.Of<UserIdParameters>(Rules.UserIdIsHigh),
            .. Plain(Rules.RootFileSystemIsReadOnly), BuiltInRule.Of<CapabilityParameters>(Rules.NetRawIsDropped),
            .. Plain(Rules.SeccompProfileIsSet, Rules.ProcMountIsDefault, Rules.SysctlsAreSafe),
        ]),
        ("Host access",
        [
            .. Plain(Rules.NoHostNetwork, Rules.NoHostPid, Rules.NoHostIpc, Rules.NoDockerSocket),
            BuiltInRule.Of<HostPathParameters>(Rules.NoSensitiveHostPaths), .. Plain(Rules.HostPathsAreReadOnly),
        ]),
        ("Access", Plain(
            Rules.ServiceAccountIsOwn, Rules.ServiceAccountFieldIsCurrent, Rules.TokenIsNotAutomounted, Rules.NoClusterAdmin, Rules.NoWildcardAccess, Rules.NoSecretAccess,
            Rules.NoPodCreation, Rules.SecurityContextConstraintsDenyPrivileged)),
        ("Availability",
        [
            BuiltInRule.Of<ReplicaParameters>(Rules.MinimumReplicas), BuiltInRule.Of<ReplicaParameters>(Rules.ReplicasAreSpread),
            .. Plain(Rules.SpreadConstraintsCountOwnPods, Rules.UpdatesAreRolling, Rules.SelectorMatchesTemplate, Rules.ClaimIsNotShared),
            BuiltInRule.Of<ReplicaParameters>(Rules.DisruptionBudgetExists),
            .. Plain(Rules.DisruptionBudgetAllowsDisruption, Rules.DisruptionBudgetHasABound, Rules.DisruptionBudgetEvictsUnhealthyPods),
            BuiltInRule.Of<ReplicaParameters>(Rules.AutoscalerMinimumReplicas), .. Plain(Rules.AutoscalerOwnsReplicas, Rules.AutoscalerTargetHasRequests),
        ]),
        ("Jobs", Plain(Rules.JobIsCleanedUp, Rules.CronJobHasDeadline, Rules.JobRestartPolicyIsSet, Rules.CronJobRunsAlone, Rules.PodsAreRestarted)),
        ("Network", [BuiltInRule.Of<ServiceTypeParameters>(Rules.ServiceIsInternal), BuiltInRule.Of<IsolationParameters>(Rules.PodsAreIsolated)]),
        ("Metadata",
        [
            BuiltInRule.Of<RequiredKeyParameters>(Rules.RequiredLabels), BuiltInRule.Of<RequiredKeyParameters>(Rules.RequiredAnnotations),
            .. Plain(Rules.NamespaceIsNotDefault, Rules.LabelValuesAreValid), BuiltInRule.Of<VersionParameters>(Rules.ApiVersionIsCurrent), .. Plain(Rules.KeysAreSorted),
        ]),
        ("Scheduling", [BuiltInRule.Of<PriorityClassParameters>(Rules.PriorityClassIsAllowed), .. Plain(Rules.NodeAffinityIsSet), BuiltInRule.Of<DnsOptionParameters>(Rules.DnsOptionsAreSet)]),
    ];

    public static IReadOnlyList<BuiltInRule> All { get; } = Themes.SelectMany(theme => theme.Rules).ToList();

    /// <summary>The rule of that id, or null.</summary>
    public static BuiltInRule? Find(string id) => All.FirstOrDefault(rule => rule.Id == id);

    private static BuiltInRule[] Plain(params Rule[] rules) => rules.Select(rule => new BuiltInRule(rule)).ToArray();
}
