using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert.PolicyRules;

/// <summary>What a policy file may name without being told of it.</summary>
internal static class BuiltInPacks
{
    public static IReadOnlyList<Policy> All { get; } =
        [Policies.Essential, Policies.Reliability, Policies.Security, Policies.Production, PodSecurity.Baseline, PodSecurity.Restricted];

    public static IReadOnlyList<Rule> Rules { get; } = [.. BuiltInRules.All.Select(r => r.Default), .. All.SelectMany(p => p.Rules)];
}
