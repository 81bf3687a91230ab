namespace KubeAssert.Rights;

/// <summary>Whether a rule of a role grants a request.</summary>
/// <remarks>Source: kubernetes, pkg/apis/rbac/v1/evaluation_helpers.go.</remarks>
internal static class RuleMatch
{
    public const string All = "*";

    public static bool Grants(Node rule, AccessRequest request)
    {
        if (!Has(rule["verbs"], request.Verb))
            return false;
        if (request.Path.Length > 0)
            return rule["nonResourceURLs"].Items.Any(item => CoversPath(item.Text ?? "", request.Path));
        return Has(rule["apiGroups"], request.Group) && HasResource(rule["resources"], request) && HasName(rule["resourceNames"], request.Name);
    }

    /// <summary>A path equals the rule's, or begins as one that ends in a star.</summary>
    public static bool CoversPath(string rule, string path) =>
        rule == All || rule == path || (rule.EndsWith('*') && path.StartsWith(rule.TrimEnd('*'), StringComparison.Ordinal));

    private static bool Has(Node list, string value) => list.Items.Any(item => item.Text == All || item.Text == value);

    private static bool HasResource(Node resources, AccessRequest request)
    {
        var combined = request.Subresource.Length == 0 ? request.Resource : $"{request.Resource}/{request.Subresource}";
        var anySubresource = request.Subresource.Length == 0 ? null : $"*/{request.Subresource}";
        return resources.Items.Any(item => item.Text == All || item.Text == combined || (anySubresource is not null && item.Text == anySubresource));
    }

    private static bool HasName(Node names, string name) => names.Items.Count == 0 || names.Items.Any(item => item.Text == name);
}
