namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>Which rules are in which pack; a rule is in one list at most.</summary>
internal static class Packs
{
    /// <summary>Whatever these find does not work as it is written.</summary>
    public static readonly Rule[] Essential =
    [
        Rules.ServiceSelectsPods, Rules.ServicePortExists, Rules.IngressServiceExists, Rules.RouteResolves, Rules.EnvSourceExists, Rules.VolumeSourceExists,
        Rules.ServiceAccountExists, Rules.ClassesExist, Rules.AutoscalerTargetExists, Rules.NetworkPolicySelectsPods, Rules.DisruptionBudgetSelectsPods,
        Rules.ServiceMonitorSelectsServices, Rules.ImageReferenceIsValid, Rules.BindingResolves, Rules.NamedPortExists, Rules.WebhookServiceExists,
        Rules.SelectorMatchesTemplate, Rules.SpreadConstraintsCountOwnPods, Rules.EnvNamesAreUnique, Rules.ContainerPortsAreUnique, Rules.PortNamesAreValid,
        Rules.LabelValuesAreValid, Rules.ApiVersionIsCurrent(), Rules.ServicePortProtocolsAgree, Rules.JobRestartPolicyIsSet,
        Rules.DisruptionBudgetAllowsDisruption, Rules.DisruptionBudgetHasABound, Rules.AutoscalerOwnsReplicas, Rules.AutoscalerTargetHasRequests,
        Rules.ShellScriptFollowsDashC, Rules.ShellLineHasAShell, Rules.HeapFitsMemoryLimit, Rules.PreStopFitsGracePeriod, Rules.ClaimIsNotShared,
        Rules.LimitRangeAllows, Rules.QuotaSuffices, Rules.QuotaAmountsAreSet,
    ];

    public static readonly Rule[] Reliability =
    [
        Rules.ImageIsPinned, Rules.CpuRequestIsSet, Rules.MemoryRequestIsSet, Rules.MemoryLimitIsSet, Rules.ReadinessProbeIsSet, Rules.LivenessProbeIsSet, Rules.ProbesDiffer,
        Rules.LivenessProbePortIsDeclared, Rules.ReadinessProbePortIsDeclared, Rules.StartupProbePortIsDeclared, Rules.MinimumReplicas(), Rules.ReplicasAreSpread(),
        Rules.UpdatesAreRolling, Rules.DisruptionBudgetExists(), Rules.DisruptionBudgetEvictsUnhealthyPods, Rules.AutoscalerMinimumReplicas(), Rules.JobIsCleanedUp,
        Rules.CronJobHasDeadline, Rules.CronJobRunsAlone, Rules.PodsAreRestarted, Rules.EnvFromKeysAreNames, Rules.NetworkPolicyPeerSelectsPods, Rules.StatefulSetServiceExists, Rules.SecretExists, Rules.TlsSecretExists, Rules.ImagePullSecretExists,
    ];

    public static readonly Rule[] Security =
    [
        Rules.NoPrivilegedContainers, Rules.NoPrivilegeEscalation, Rules.RunAsNonRoot, Rules.RootFileSystemIsReadOnly, Rules.NetRawIsDropped(), Rules.SeccompProfileIsSet,
        Rules.ProcMountIsDefault, Rules.SysctlsAreSafe, Rules.NoHostNetwork, Rules.NoHostPid, Rules.NoHostIpc, Rules.NoDockerSocket, Rules.NoSensitiveHostPaths(),
        Rules.HostPathsAreReadOnly, Rules.EnvHoldsNoSecret, Rules.ConfigMapHoldsNoSecret, Rules.NoSshPort, Rules.PortsAreUnprivileged, Rules.ServiceAccountIsOwn, Rules.ServiceAccountFieldIsCurrent,
        Rules.TokenIsNotAutomounted, Rules.NoClusterAdmin, Rules.NoWildcardAccess, Rules.NoSecretAccess, Rules.NoPodCreation,
        Rules.SecurityContextConstraintsDenyPrivileged, Rules.PodsAreIsolated(), Rules.ServiceIsInternal(), Rules.NamespaceIsNotDefault,
    ];
}
