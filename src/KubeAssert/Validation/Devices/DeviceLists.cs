namespace KubeAssert.Validation;

/// <summary>Limits of lists in resource.k8s.io (resource validation: validateSlice, validateSet). A list that is too long is not looked at further.</summary>
internal static class DeviceLists
{
    /// <returns>Whether the list is longer than allowed; a finding says so then.</returns>
    public static bool AreTooMany(Node parent, string key, int most, Problems problems)
    {
        var count = parent.List(key).Length;
        if (count <= most)
            return false;
        problems.Add("too-many", parent[key], $"lists {count} items; {most} are allowed", "list fewer");
        return true;
    }

    /// <summary>Items that are known by a name, each once.</summary>
    public static void CheckNames(ReadOnlySpan<Node> items, string key, Problems problems)
    {
        HashSet<string>? seen = null;
        for (var i = 0; i < items.Length; i++)
        {
            if (items.Repeats(i, key, ref seen))
                problems.Add("duplicate", items[i], $"{NameForm.Quoted(items[i].String(key))} is listed twice", "give each a name of its own");
        }
    }
}
