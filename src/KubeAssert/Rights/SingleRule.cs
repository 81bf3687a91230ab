namespace KubeAssert.Rights;

/// <summary>A rule that grants one verb on one resource or path.</summary>
/// <param name="Verb">The verb, or a star.</param>
/// <param name="Group">The API group; null for a path.</param>
/// <param name="Resource">The resource, with its subresource; null for a path.</param>
/// <param name="Name">The only object; null for all of them.</param>
/// <param name="Path">The path; null for a resource.</param>
internal sealed record SingleRule(string Verb, string? Group, string? Resource, string? Name, string? Path)
{
    /// <summary>Whether a rule that somebody holds grants all of this.</summary>
    /// <remarks>Source: kubernetes, policy_comparator.go: ruleCovers. A star is held only by a star.</remarks>
    public bool IsCoveredBy(Node owner)
    {
        if (!Has(owner["verbs"], Verb))
            return false;
        if (Path is { } path)
            return owner["nonResourceURLs"].Items.Any(item => RuleMatch.CoversPath(item.Text ?? "", path));
        return Has(owner["apiGroups"], Group!) && HasResource(owner["resources"]) && HasName(owner["resourceNames"]);
    }

    /// <summary>As the API server prints it.</summary>
    public override string ToString()
    {
        if (Path is not null)
            return $"{{NonResourceURLs:[\"{Path}\"], Verbs:[\"{Verb}\"]}}";
        var names = Name is null ? "" : $" ResourceNames:[\"{Name}\"],";
        return $"{{APIGroups:[\"{Group}\"], Resources:[\"{Resource}\"],{names} Verbs:[\"{Verb}\"]}}";
    }

    private static bool Has(Node list, string value) => list.Items.Any(item => item.Text == RuleMatch.All || item.Text == value);

    private bool HasResource(Node resources)
    {
        if (Has(resources, Resource!))
            return true;
        var slash = Resource!.IndexOf('/', StringComparison.Ordinal);
        return slash >= 0 && resources.Items.Any(item => item.Text == "*" + Resource[slash..]);
    }

    private bool HasName(Node names) => names.Items.Count == 0 || (Name is not null && names.Items.Any(item => item.Text == Name));
}
