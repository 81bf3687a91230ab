using System.Globalization;

namespace KubeAssert.PolicyRules;

/// <summary>Which finding it is, however the lines around it move: rule, object, and path with names in place of positions.</summary>
internal readonly record struct BaselineKey(string Rule, string Object, string Path) : IComparable<BaselineKey>
{
    public static BaselineKey Of(Finding finding, ManifestSet manifests) => finding.Manifest is { } manifest
        ? new(finding.RuleId, manifests.NamespaceOf(manifest) is { } place ? $"{place}/{manifest}" : manifest.ToString(), Named(finding.Path, manifest))
        : new(finding.RuleId, "", finding.Path);

    public int CompareTo(BaselineKey other)
    {
        var order = string.CompareOrdinal(Rule, other.Rule);
        if (order == 0)
            order = string.CompareOrdinal(Object, other.Object);
        return order != 0 ? order : string.CompareOrdinal(Path, other.Path);
    }

    public override string ToString() => string.Join("  ", new[] { Rule, Object, Path }.Where(p => p.Length > 0));

    /// <summary><c>containers[name=web]</c> for <c>containers[0]</c> where the list has one of that name: another container before it changes nothing.</summary>
    private static string Named(string path, Manifest manifest)
    {
        if (!path.Contains('[', StringComparison.Ordinal))
            return path;
        try
        {
            var named = new System.Text.StringBuilder();
            for (var at = 0; at < path.Length;)
            {
                var close = path[at] == '[' ? path.IndexOf(']', at) : -1;
                if (close > 0 && int.TryParse(path.AsSpan(at + 1, close - at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    && NameAt(manifest, path[..at], index) is { } name)
                {
                    named.Append("[name=").Append(name).Append(']');
                    at = close + 1;
                }
                else
                {
                    named.Append(path[at++]);
                }
            }

            return named.ToString();
        }
        catch (FormatException)
        {
            // a rule may say any path that it likes
            return path;
        }
    }

    private static string? NameAt(Manifest manifest, string list, int index) =>
        manifest.Select(list) is [ListNode items] && items[index]["name"].AsString() is { Length: > 0 } name
        && !name.Contains(']', StringComparison.Ordinal) && items.Items.Count(i => i["name"].Text == name) == 1
            ? name
            : null;
}
