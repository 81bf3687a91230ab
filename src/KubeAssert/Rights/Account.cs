namespace KubeAssert;

/// <summary>Who asks: a user, with the groups that the API server knows of it. Immutable.</summary>
/// <param name="User">The user's name; a ServiceAccount's is <c>system:serviceaccount:namespace:name</c>.</param>
/// <param name="Groups">The groups.</param>
public sealed record Account(string User, IReadOnlyList<string> Groups)
{
    private const string ServiceAccountPrefix = "system:serviceaccount:";

    /// <summary>A person or program that signed in: a member of <c>system:authenticated</c> and the groups that are given.</summary>
    /// <remarks>The name of a ServiceAccount, <c>system:serviceaccount:namespace:name</c>, brings its groups.</remarks>
    public static Account Of(string user, params string[] groups)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        ArgumentNullException.ThrowIfNull(groups);
        if (user.StartsWith(ServiceAccountPrefix, StringComparison.Ordinal) && user[ServiceAccountPrefix.Length..].Split(':') is [var @namespace, var name])
            return OfServiceAccount(@namespace, name);
        return new Account(user, [.. groups, "system:authenticated"]);
    }

    /// <summary>A ServiceAccount, with the groups that every one has.</summary>
    public static Account OfServiceAccount(string @namespace, string name) =>
        new($"{ServiceAccountPrefix}{@namespace}:{name}", ["system:serviceaccounts", $"system:serviceaccounts:{@namespace}", "system:authenticated"]);

    /// <summary>The user's name.</summary>
    public override string ToString() => User;
}
