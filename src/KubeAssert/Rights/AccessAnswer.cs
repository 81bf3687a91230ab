namespace KubeAssert;

/// <summary>Whether somebody may do something, and what grants it. Immutable.</summary>
/// <param name="IsAllowed">Whether at least one rule grants it: RBAC has no rules that deny.</param>
/// <param name="Grants">Every binding whose role grants it.</param>
public sealed record AccessAnswer(bool IsAllowed, IReadOnlyList<AccessGrant> Grants);
