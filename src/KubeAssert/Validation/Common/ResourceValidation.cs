namespace KubeAssert.Validation;

/// <summary>Requests and limits (core/v1 ResourceRequirements; core validation: validateResourceRequirements).</summary>
internal static class ResourceValidation
{
    /// <summary>Requests and limits of a container.</summary>
    public static void Check(Node resources, PodScope pod)
    {
        CheckLists(resources, resources.Given("limits"), resources.Given("requests"), CheckContainerName, pod.Problems);
        CheckClaims(resources, pod);
    }

    /// <summary>The overhead of a pod's runtime class is checked like limits.</summary>
    /// <param name="path">The amounts as the API server names them; by default the overhead's own <c>limits</c>.</param>
    public static void CheckOverhead(Node overhead, Problems problems, string? path = null) =>
        CheckLists(overhead.Parent!, overhead, null, CheckContainerName, problems, path ?? NodePaths.Child(overhead, "limits"));

    /// <summary>What is written for a resource, as it is stored: rounded up to thousandths.</summary>
    public static Quantity Stored(Node value)
    {
        var written = Quantity.Of(value) ?? Quantity.Zero;
        return written.Nanos % 1_000_000 == 0 ? written : new Quantity(Quantity.DivideAwayFromZero(written.Nanos, 1_000_000) * 1_000_000, written.Format);
    }

    /// <summary>The amount is not negative, and whole where the resource is counted (core validation: ValidateResourceQuantityValue).</summary>
    public static void CheckAmount(string name, Node value, Problems problems, string? path = null)
    {
        var amount = Stored(value);
        if (amount.Sign < 0)
            problems.Add("out-of-range", value, $"is {value.Text}; it can't be negative", "set 0 or more", path);
        if (ResourceNames.IsCounted(name) && amount.MilliValue % 1000 != 0)
            problems.Add("whole-number", value, $"is {value.Text}; {name} is counted in whole numbers", "set a whole number", path);
    }

    /// <summary>What a list of requests and one of limits must hold, wherever they stand.</summary>
    /// <param name="checkName">Whether a resource may stand there; cpu and memory always may.</param>
    /// <param name="limitsPath">The limits as the API server names them, where that is not their own path.</param>
    /// <param name="cpuOrMemory">Whether cpu or memory is asked for elsewhere.</param>
    public static void CheckLists(Node resources, Node? limits, Node? requests, Action<MapNode, MapEntry, Problems> checkName, Problems problems, string? limitsPath = null, bool cpuOrMemory = false)
    {
        var hugePages = false;
        var before = problems.Count;
        if (limits is MapNode limitMap)
        {
            foreach (ref readonly var entry in limitMap.Span)
                CheckEntry(limitMap, entry, checkName, problems, ref hugePages, ref cpuOrMemory);
        }

        if (requests is MapNode requestMap)
        {
            foreach (ref readonly var entry in requestMap.Span)
            {
                CheckEntry(requestMap, entry, checkName, problems, ref hugePages, ref cpuOrMemory);
                CheckAgainstLimit(resources, requestMap, entry, limits, problems);
            }
        }

        if (hugePages && !cpuOrMemory)
            problems.Add("huge-pages", resources, "asks for huge pages alone", "ask for cpu or memory as well");
        if (limitsPath is not null && limits is not null)
            problems.Relocate(before, limits.Path + "[", limitsPath + "[");
    }

    private static void CheckEntry(MapNode map, in MapEntry entry, Action<MapNode, MapEntry, Problems> checkName, Problems problems, ref bool hugePages, ref bool cpuOrMemory)
    {
        var name = entry.Key;
        cpuOrMemory |= name is "cpu" or "memory";
        if (name is not ("cpu" or "memory"))
            checkName(map, entry, problems);
        if (IsPlain(name, entry.Value))
            return;

        CheckAmount(name, entry.Value, problems, PathOf(map, name));
        if (!ResourceNames.IsHugePages(name))
            return;
        hugePages = true;
        var size = ResourceNames.PageSize(name);
        if (size is null || Stored(entry.Value).Value % size.Value.Value != 0)
            problems.Add("huge-pages", entry.Value, $"is {entry.Value.Text}, which is no multiple of the page size in {name}", "ask for whole pages", PathOf(map, name));
    }

    /// <summary>Whether an amount of cpu or memory plainly is not negative, without reading it.</summary>
    private static bool IsPlain(string name, Node value) =>
        name is "cpu" or "memory" && value.Text is { Length: > 0 } text && char.IsAsciiDigit(text[0]);

    /// <summary>Paths of resources carry their name in brackets, whatever it holds.</summary>
    private static string PathOf(MapNode map, string name) => map.Path + "[" + name + "]";

    private static void CheckAgainstLimit(Node resources, MapNode requests, in MapEntry entry, Node? limits, Problems problems)
    {
        var name = entry.Key;
        if ((limits as MapNode)?.Find(name) is { } limit)
        {
            if (limit.Text == entry.Value.Text)
                return;
            var order = PlainAmount.TryRead(entry.Value.Text, out var asked) && PlainAmount.TryRead(limit.Text, out var most)
                ? asked.CompareTo(most)
                : Stored(entry.Value).CompareTo(Stored(limit));
            if (order > 0 && ResourceNames.MayBeOvercommitted(name))
                problems.Add("request-over-limit", entry.Value, $"requests {entry.Value.Text} {name}, more than the limit of {limit.Text}", "raise the limit or lower the request", requests.Path);
            else if (order != 0 && !ResourceNames.MayBeOvercommitted(name))
                problems.Add("request-over-limit", entry.Value, $"requests {entry.Value.Text} of {name}, and the limit is {limit.Text}; they must be equal", "set both to one amount", requests.Path);
        }
        else if (!ResourceNames.MayBeOvercommitted(name))
        {
            problems.Add("required", entry.Value, $"requests {name} without a limit", $"set the same amount as a limit of {name}", NodePaths.Child(resources, "limits"));
        }
    }

    private static void CheckContainerName(MapNode map, MapEntry entry, Problems problems)
    {
        var name = entry.Key;
        if (ResourceNames.IsStandardForContainers(name) && Names.IsLabelKey(name))
            return;

        string? problem = null;
        if (!Names.IsLabelKey(name))
            problem = $"{NameForm.Quoted(name)} is no name of a resource";
        else if (!name.Contains('/', StringComparison.Ordinal))
            problem = $"{name} is no resource of containers; cpu, memory, ephemeral-storage and hugepages-* are, and resources with a domain such as example.com/gpu";
        else if (!ResourceNames.IsNative(name) && !ResourceNames.IsExtended(name))
            problem = $"{name} is no name of an extended resource";
        if (problem is not null)
            problems.AddAtKey("resource-name", map, entry, problem, "use cpu, memory, ephemeral-storage, hugepages-<size> or <domain>/<name>", PathOf(map, name));
    }

    /// <summary>Claims of a container are among the pod's, each listed once as a whole or once for each request (core validation: validateResourceClaimNames).</summary>
    /// <summary>The claims that a container, or the pod as a whole, uses.</summary>
    public static void CheckClaims(Node resources, PodScope pod)
    {
        if (!pod.Problems.Has(KubernetesFeature.DynamicResourceAllocation))
            return;
        SeenTexts wholes = new(), parts = new(), requests = new();
        foreach (var claim in resources.List("claims"))
        {
            var (name, request) = (claim.String("name"), claim.String("request"));
            if (name.Length == 0)
            {
                pod.Problems.Add("required", claim, "needs name", "name one of the pod's resourceClaims");
                continue;
            }

            pod.Problems.HasFormIfGiven(claim, "request", NameForm.DnsLabel);
            var isNew = request.Length == 0
                ? wholes.Add(name) && !parts.Contains(name)
                : !wholes.Contains(name) && requests.Add(name + "/" + request);
            if (request.Length > 0)
                parts.Add(name);
            if (!isNew)
                pod.Problems.Add("duplicate", claim, $"names {name}, which is listed already", "list each claim once");
            if (!pod.HasResourceClaim(name))
                pod.Problems.Add("unknown-claim", claim, $"names {NameForm.Quoted(name)}; the pod has no resource claim of that name", "add it to the pod's resourceClaims");
        }
    }
}
