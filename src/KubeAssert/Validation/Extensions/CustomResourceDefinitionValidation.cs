namespace KubeAssert.Validation;

/// <summary>CustomResourceDefinitions (apiextensions.k8s.io/v1).</summary>
/// <remarks>
/// Source: k8s.io/apiextensions-apiserver, pkg/apis/apiextensions/validation: ValidateCustomResourceDefinition. Before it validates, the
/// server moves what all versions have in common (schema, subresources, columns, selectable fields) to <c>spec</c>, and names it there.
/// </remarks>
internal static class CustomResourceDefinitionValidation
{
    private const string ApprovalAnnotation = "api-approved.kubernetes.io";

    public static void Check(MapNode root, Problems problems)
    {
        var spec = root["spec"];
        CheckName(root, spec, problems);
        CheckGroupAndScope(root, spec, problems);
        CheckNames(spec["names"], problems);
        CheckVersions(spec, problems);
        CrdConversionValidation.Check(spec, problems);
    }

    /// <summary>The name is the plural name and the group.</summary>
    private static void CheckName(MapNode root, Node spec, Problems problems)
    {
        var metadata = root["metadata"];
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);
        var name = metadata.String("name");
        var expected = $"{spec["names"].String("plural")}.{spec.String("group")}";
        if (metadata.String("generateName") is { Length: > 0 } prefix && prefix != expected)
            problems.Add("crd-name", metadata["generateName"], $"generates a name; the plural name and the group make {NameForm.Quoted(expected)}", $"set name: {expected} instead");
        if (name != expected && (name.Length > 0 || metadata.String("generateName").Length > 0))
            problems.Add("crd-name", metadata["name"], $"is {NameForm.Quoted(name)}; the plural name and the group make {NameForm.Quoted(expected)}", $"name it {expected}");
    }

    private static void CheckGroupAndScope(MapNode root, Node spec, Problems problems)
    {
        var group = spec.String("group");
        if (problems.RequireForm(spec, "group", NameForm.DnsSubdomain) && !group.Contains('.', StringComparison.Ordinal))
            problems.Add("crd-group", spec["group"], $"is {group}; a domain with a dot is needed", $"use a domain of yours: {group}.example.com");
        if (problems.Require(spec, "scope", "set Namespaced or Cluster"))
            problems.OneOf(spec, "scope", "Cluster", "Namespaced");

        if (spec.Boolean("preserveUnknownFields") == true)
            problems.Add("crd-schema", spec["preserveUnknownFields"], "can't be true", "set x-kubernetes-preserve-unknown-fields: true in the schema");

        if (group is "k8s.io" or "kubernetes.io" || group.EndsWith(".k8s.io", StringComparison.Ordinal) || group.EndsWith(".kubernetes.io", StringComparison.Ordinal))
            CheckApproval(root, problems);
    }

    /// <summary>Groups of the Kubernetes community are protected: they need a link to the approval, or a word that there is none.</summary>
    private static void CheckApproval(MapNode root, Problems problems)
    {
        var annotations = root["metadata"]["annotations"];
        var approval = annotations.String(ApprovalAnnotation);
        if (approval.StartsWith("unapproved", StringComparison.Ordinal)
            || (Uri.TryCreate(approval, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && approval.Contains("://", StringComparison.Ordinal)))
        {
            return;
        }

        problems.Add(
            "crd-group",
            annotations[ApprovalAnnotation],
            approval.Length == 0 ? "the group is protected and needs a note of its approval" : $"is {NameForm.Quoted(approval)}, which is neither a URL nor begins with unapproved",
            "use a group of your own, or annotate the URL of the approval");
    }

    private static void CheckNames(Node names, Problems problems)
    {
        if (problems.Require(names, "plural"))
            problems.HasForm(names["plural"], NameForm.Dns1035Label);

        var kind = names.String("kind");
        if (problems.Require(names, "kind") && !Names.IsDns1035Label(kind.ToLowerInvariant()))
            problems.Add("invalid-name", names["kind"], NameForm.Dns1035Label.Problem(kind), "write letters and digits: Widget");

        var singular = names.String("singular");
        if (singular.Length > 0)
            problems.HasForm(names["singular"], NameForm.Dns1035Label);
        else if (kind.Length > 0 && !Names.IsDns1035Label(kind.ToLowerInvariant()))
            problems.Add("invalid-name", names["singular"], $"becomes {kind.ToLowerInvariant()}, which is not {NameForm.Dns1035Label.Title}", "set singular");

        var listKind = names.String("listKind");
        if (listKind.Length > 0 && !Names.IsDns1035Label(listKind.ToLowerInvariant()))
            problems.Add("invalid-name", names["listKind"], NameForm.Dns1035Label.Problem(listKind), "write letters and digits: WidgetList");
        if (listKind.Length > 0 && listKind == kind)
            problems.Add("crd-name", names["listKind"], $"is {kind}, like the kind", $"name it {kind}List");
        else if (listKind.Length == 0 && kind.Length > 0 && !Names.IsDns1035Label(kind.ToLowerInvariant() + "list"))
            problems.Add("invalid-name", names["listKind"], $"becomes {kind}List, which is not {NameForm.Dns1035Label.Title}", "set listKind");

        foreach (var name in names.List("shortNames"))
            problems.HasForm(name, NameForm.Dns1035Label);
        foreach (var category in names.List("categories"))
            problems.HasForm(category, NameForm.Dns1035Label);
    }

    private static void CheckVersions(Node spec, Problems problems)
    {
        var versions = spec.List("versions");
        var stored = 0;
        for (var i = 0; i < versions.Length; i++)
        {
            stored += versions[i].Boolean("storage") == true ? 1 : 0;
            problems.HasForm(versions[i]["name"], NameForm.Dns1035Label);
            for (var earlier = 0; earlier < i; earlier++)
            {
                if (versions[earlier].String("name") == versions[i].String("name"))
                    problems.Add("duplicate", versions[i]["name"], $"{versions[i].String("name")} is listed twice", "list each version once", "spec.versions");
            }

            CrdVersionValidation.CheckDeprecation(versions[i], problems);
        }

        if (stored != 1)
            problems.Add("crd-version", spec["versions"], $"{stored} versions are marked as the one that is stored; exactly one is needed", "set storage: true for one version");

        CrdVersionValidation.Check(spec, versions, problems);
    }
}
