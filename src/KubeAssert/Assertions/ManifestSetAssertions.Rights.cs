using FluentAssertions;
using KubeAssert.OpenApi;
using KubeAssert.Rights;

namespace KubeAssert.Assertions;

/// <content>Who may do what.</content>
public sealed partial class ManifestSetAssertions
{
    /// <summary>Asserts that no role of the set, bound to anybody, lets him do something.</summary>
    /// <param name="verb">The verb; a star means any of them.</param>
    /// <param name="resource">The resource: <c>pods/exec</c>, <c>secrets</c>, <c>deployments.apps</c>, or a path.</param>
    /// <param name="except">Who may: names of users or groups, a ServiceAccount as <c>system:serviceaccount:namespace:name</c>.</param>
    /// <param name="because">Why.</param>
    /// <param name="becauseArgs">Values for the placeholders in <paramref name="because"/>.</param>
    [CustomAssertion]
    public AndConstraint<ManifestSetAssertions> LetNobody(
        string verb, string resource, IEnumerable<string>? except = null, string because = "", params object[] becauseArgs)
    {
        var allowed = except?.ToHashSet(StringComparer.Ordinal) ?? [];
        return Find($"let nobody {verb} {resource}", because, becauseArgs, set => RightHolders.Of(set)
            .Where(holder => !allowed.Contains(holder.User) && !holder.Groups.Any(allowed.Contains))
            .SelectMany(holder => RightFault.Grants(set, holder, verb, resource, ""))
            .DistinctBy(grant => (grant.Binding, grant.Rule))
            .Select(grant => Fault.At(grant.Role, grant.Rule, $"{grant.Reason} ({grant.Binding.Location})", fix: "narrow the rule, or remove the subject from the binding"))
            .ToList());
    }

    /// <summary>
    /// Asserts that an account may apply every object of the set: its verbs on their kinds, and for roles and bindings that it grants
    /// nothing that it does not hold itself.
    /// </summary>
    /// <param name="user">The user; a ServiceAccount as <c>system:serviceaccount:namespace:name</c>. Its rights are those of the set and of what it was told by <see cref="ManifestSetRights.Using"/>.</param>
    /// <param name="because">Why.</param>
    /// <param name="becauseArgs">Values for the placeholders in <paramref name="because"/>.</param>
    [CustomAssertion]
    public AndConstraint<ManifestSetAssertions> BeDeployableBy(string user, string because = "", params object[] becauseArgs)
    {
        var account = Account.Of(user);
        return Find($"be deployable by {user}", because, becauseArgs, set =>
        {
            var definitions = set.AsEnumerable().Where(m => m.Kind == "CustomResourceDefinition").ToList();
            return set.SelectMany(manifest => Refusals(set, account, manifest, definitions)).ToList();
        });
    }

    private static IEnumerable<Finding> Refusals(
        ManifestSet set, Account account, Manifest manifest, IReadOnlyList<Manifest> definitions)
    {
        var @namespace = set.NamespaceOf(manifest) ?? "";
        var group = manifest.Group;
        var definition = definitions.FirstOrDefault(d => d["spec"]["group"].Text == group && d["spec"]["names"]["kind"].Text == manifest.Kind);
        var resource = KindNames.PluralOf(manifest, definition);
        foreach (var verb in (string[])["create", "patch"])
        {
            var request = new AccessRequest
            {
                Verb = verb,
                Group = group,
                Resource = resource,
                Name = verb == "create" ? "" : manifest.Name,
                Namespace = @namespace,
            };
            if (set.Ask(account, request).IsAllowed)
                continue;
            yield return Fault.At(manifest, manifest.Root, $"{account} may not {request}", fix: $"grant {verb} on {resource}{(group.Length > 0 ? " in API group " + group : "")}");
            yield break;
        }

        if (group == "rbac.authorization.k8s.io" && Escalation.Refusal(ManifestSetRights.Model(set), account, manifest, @namespace) is { } refusal)
            yield return Fault.At(manifest, manifest.Root, refusal.Replace("\n", "; ", StringComparison.Ordinal), fix: "grant the account these rights, or the verb escalate or bind");
    }
}
