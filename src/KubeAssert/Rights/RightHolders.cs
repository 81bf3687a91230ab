namespace KubeAssert.Rights;

/// <summary>Everybody whom a binding of a set names.</summary>
internal static class RightHolders
{
    public static IReadOnlyList<Account> Of(ManifestSet set)
    {
        var accounts = new List<Account>();
        foreach (var (binding, @namespace) in ManifestSetRights.Model(set).Bindings())
            accounts.AddRange(binding["subjects"].Items.Select(subject => Of(subject, @namespace)).OfType<Account>());
        return [.. accounts.DistinctBy(a => (a.User, string.Join(',', a.Groups)))];
    }

    private static Account? Of(Node subject, string @namespace) => (subject["kind"].Text, subject["name"].Text) switch
    {
        ("User", { } name) => new Account(name, []),
        ("Group", { } name) => new Account("a member of " + name, [name]),
        ("ServiceAccount", { } name) => new Account($"system:serviceaccount:{subject["namespace"].Text ?? @namespace}:{name}", []),
        _ => null,
    };
}
