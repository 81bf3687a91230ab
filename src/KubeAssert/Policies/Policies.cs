using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert;

/// <summary>Ready policies, by intent. Each is a <see cref="Policy"/> to add to, remove from and exempt from.</summary>
/// <example><code>
/// shop.Should().Satisfy(Policies.Essential);
/// shop.Should().Satisfy(Policies.Production.Remove("cpu-limit-is-set"));
/// </code></example>
public static class Policies
{
    /// <summary>What is broken, whatever the application: references that lead nowhere, scripts that never run, budgets that block. Nearly no false alarms.</summary>
    public static Policy Essential { get; } = Policy.Of("Essential", Packs.Essential);

    /// <summary>What an application needs to stay there while nodes fail and releases come; all of <see cref="Essential"/> and more.</summary>
    public static Policy Reliability { get; } = Policy.Of("Reliability", [.. Packs.Essential, .. Packs.Reliability]);

    /// <summary>What an application does not need and an attacker would use; all of <see cref="Essential"/> and more.</summary>
    public static Policy Security { get; } = Policy.Of("Security", [.. Packs.Essential, .. Packs.Security]);

    /// <summary><see cref="Essential"/>, <see cref="Reliability"/> and <see cref="Security"/> together.</summary>
    public static Policy Production { get; } = Policy.Of("Production", [.. Packs.Essential, .. Packs.Reliability, .. Packs.Security]);
}
