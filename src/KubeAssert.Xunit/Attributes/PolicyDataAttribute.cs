namespace KubeAssert;

/// <summary>One test case for each rule of a policy and each object that the rule looks at. The theory takes one <see cref="PolicyCheck"/>. No case at all is a failing test.</summary>
/// <param name="policy">The name of a static field, property or method of the test class that holds a <see cref="KubeAssert.Policy"/>, or of one of <see cref="Policies"/>.</param>
/// <param name="sources">The name of a static member that holds a <see cref="ManifestSet"/> or a <see cref="ManifestMatrix"/>; else files, folders and globs, as <see cref="Manifests.Load(string[])"/> takes them.</param>
/// <example><code>
/// [Theory, PolicyData(nameof(Policies.Essential), "deploy/")]
/// public void The_policy_holds(PolicyCheck check) =&gt; check.Verify();
/// </code></example>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed partial class PolicyDataAttribute(string policy, params string[] sources)
{
    /// <summary>The policy's name, as given.</summary>
    public string Policy => policy;

    /// <summary>The sources, as given.</summary>
    public IReadOnlyList<string> Sources => sources;

    /// <summary>The type whose static members are meant.</summary>
    /// <value>Null: the test class.</value>
    public Type? MemberType { get; set; }
}
