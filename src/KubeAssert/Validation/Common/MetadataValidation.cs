namespace KubeAssert.Validation;

/// <summary>An object's metadata on creation (apimachinery: ValidateObjectMeta).</summary>
internal static class MetadataValidation
{
    private const int LongestGeneratedPrefix = 58;
    private const int MostCompared = 64;

    /// <summary>Checks name, generateName, namespace, labels, annotations, owners and finalizers of a whole object.</summary>
    /// <param name="root">The object.</param>
    /// <param name="form">What names of this kind look like.</param>
    /// <param name="isNamespaced">Whether objects of this kind live in a namespace.</param>
    /// <param name="keepsGeneration">Whether the API server takes the generation from the manifest instead of setting it to 1.</param>
    /// <param name="judgesPrefix">Whether a generateName is looked at beside the name that comes of it.</param>
    public static void Check(MapNode root, NameForm form, bool isNamespaced, Problems problems, bool keepsGeneration = false, bool judgesPrefix = true)
    {
        CheckName(root["metadata"], form, problems, judgesPrefix);
        CheckRest(root["metadata"], isNamespaced, problems, keepsGeneration);
    }

    /// <summary>Everything but the name: for kinds whose names follow rules of their own.</summary>
    public static void CheckRest(Node metadata, bool isNamespaced, Problems problems, bool keepsGeneration = false)
    {
        if (isNamespaced && metadata.String("namespace").Length > 0)
            problems.HasForm(metadata["namespace"], NameForm.DnsLabel);
        if (keepsGeneration && metadata.Given("generation") is { } generation)
            problems.NotNegative(generation);
        if (metadata.Given("labels") is { } labels)
            LabelsValidation.CheckLabels(labels, problems);
        if (metadata.Given("annotations") is { } annotations)
            LabelsValidation.CheckAnnotations(annotations, problems);
        CheckOwners(metadata, problems);
        CheckFinalizers(metadata, problems);
    }

    /// <summary>A name or a generateName must be written, and both must have the kind's form.</summary>
    /// <param name="judgesPrefix">Whether a generateName is looked at beside the name that comes of it.</param>
    public static void CheckName(Node metadata, NameForm form, Problems problems, bool judgesPrefix = true)
    {
        var name = metadata.String("name");
        var prefix = metadata.String("generateName");
        if (prefix.Length > 0)
            CheckGeneratedName(metadata["generateName"], prefix, name.Length == 0, judgesPrefix, form, problems);

        if (name.Length > 0)
            problems.HasForm(metadata["name"], form);
        else if (prefix.Length == 0)
            problems.Add("required", metadata["name"], "Required value: name or generateName is required", "set metadata.name");
    }

    /// <summary>The name that an object will have, as far as it is known: generated names end in five letters and digits.</summary>
    public static string NameOf(Node metadata)
    {
        var name = metadata.String("name");
        var prefix = metadata.String("generateName");
        return name.Length > 0 || prefix.Length == 0 ? name : Generated(prefix);
    }

    /// <summary>A prefix as the API server judges it: a dash at its end is fine, as something follows.</summary>
    public static string MaskTrailingDash(string prefix) =>
        prefix.Length > 1 && prefix[^1] == '-' ? string.Concat(prefix.AsSpan(0, prefix.Length - 2), "a") : prefix;

    private static void CheckGeneratedName(Node node, string prefix, bool isUsed, bool judgesPrefix, NameForm form, Problems problems)
    {
        if (!judgesPrefix && prefix.AsSpan().IndexOfAny('/', '%') >= 0)
            problems.Add("invalid-name", node, $"generates names from {NameForm.Quoted(prefix)}, which has a '/' or '%'", $"begin with {form.Description}");
        else if (judgesPrefix && !form.Matches(MaskTrailingDash(prefix)))
            problems.Add("invalid-name", node, $"generates names from {NameForm.Quoted(prefix)}, which do not make {form.Title} ({form.Description})", $"begin with {form.Description}");
        else if (isUsed && !form.Matches(Generated(prefix)))
            problems.Add("invalid-name", node, $"generates names such as {NameForm.Quoted(Generated(prefix))}, which are not {form.Title} ({form.Description})", $"begin with {form.Description}", "metadata.name");
    }

    private static string Generated(string prefix) =>
        string.Concat(prefix.AsSpan(0, Math.Min(prefix.Length, LongestGeneratedPrefix)), "x2b4c");

    private static void CheckOwners(Node metadata, Problems problems)
    {
        Node? controller = null;
        var owners = metadata.List("ownerReferences");
        for (var i = 0; i < owners.Length; i++)
        {
            var owner = owners[i];
            if (IsRepeated(owners, i))
                continue;
            var before = problems.Count;
            CheckOwner(owner, problems);
            if (problems.Has(KubernetesFeature.OwnersHaveIndexes))
                before = problems.Count;
            if (owner.Boolean("controller") == true)
            {
                if (controller is not null)
                {
                    problems.Add(
                        "invalid-owner",
                        owner,
                        $"{owner.String("kind")}/{owner.String("name")} is a second controller beside {controller.String("kind")}/{controller.String("name")}",
                        "set controller to true for one owner only");
                }

                controller ??= owner;
            }

            if (problems.Count > before)
                problems.Relocate(before, owner.Path, owner.Parent!.Path);
        }
    }

    /// <summary>The API server drops an owner that is written twice before it looks (apiserver, endpoints/handlers: dedupOwnerReferences).</summary>
    public static bool IsRepeated(ReadOnlySpan<Node> owners, int index)
    {
        foreach (var earlier in owners[..Math.Min(index, MostCompared)])
        {
            if (SameValues.Are(earlier, owners[index]))
                return true;
        }

        return false;
    }

    /// <summary>An owner is named in full. The API server names the list, not the entry.</summary>
    private static void CheckOwner(Node owner, Problems problems)
    {
        var apiVersion = owner.String("apiVersion");
        if (apiVersion.Length == 0)
            problems.CoverMissing(owner["apiVersion"].Path);
        if (apiVersion.Length == 0 || apiVersion[^1] == '/' || apiVersion.AsSpan().Count('/') > 1)
            problems.Add("invalid-owner", owner["apiVersion"], "names no API version", "write it as apps/v1");
        RequireOf(owner, "kind", problems);
        RequireOf(owner, "name", problems);
        RequireOf(owner, "uid", problems);
        if (apiVersion == "v1" && owner.String("kind") == "Event")
            problems.Add("invalid-owner", owner, "an Event can't own anything", "remove the reference");
    }

    private static void RequireOf(Node owner, string key, Problems problems)
    {
        if (owner.String(key).Length > 0)
            return;
        problems.CoverMissing(owner[key].Path);
        problems.Add("invalid-owner", owner[key], $"needs {key}", $"set {key}, or remove the reference: the owner's controller writes it");
    }

    private static void CheckFinalizers(Node metadata, Problems problems)
    {
        var finalizers = metadata.List("finalizers");
        bool orphans = false, foreground = false;
        foreach (var finalizer in finalizers)
        {
            CheckFinalizer(finalizer, problems);
            orphans |= finalizer.AsString() == "orphan";
            foreground |= finalizer.AsString() == "foregroundDeletion";
        }

        if (orphans && foreground)
            problems.Add("conflict", metadata["finalizers"], "holds both orphan and foregroundDeletion", "keep one of them");
    }

    /// <summary>A qualified name, and for kinds of Kubernetes' own groups one with a domain (core validation: validateKubeFinalizerName).</summary>
    private static void CheckFinalizer(Node finalizer, Problems problems)
    {
        var name = finalizer.AsString() ?? "";
        if (!Names.IsLabelKey(name))
            problems.HasForm(finalizer, NameForm.LabelKey, finalizer.Parent!.Path);
        if (!name.Contains('/', StringComparison.Ordinal) && name is not ("kubernetes" or "orphan" or "foregroundDeletion") && AsksForDomain(problems.Manifest.Group))
            problems.Add("invalid-name", finalizer, $"is {name}, a finalizer without a domain", $"write it as example.com/{name}");
    }

    private static bool AsksForDomain(string group) => group is "" or "apps" or "batch" or "autoscaling" or "policy" or "networking.k8s.io" or "rbac.authorization.k8s.io"
        or "storage.k8s.io" or "scheduling.k8s.io" or "discovery.k8s.io" or "coordination.k8s.io" or "certificates.k8s.io" or "flowcontrol.apiserver.k8s.io" or "resource.k8s.io";
}
