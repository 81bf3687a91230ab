using System.Globalization;
using KubeAssert.Texts;

namespace KubeAssert.Assertions;

/// <summary>Findings of assertions that no rule stands behind.</summary>
internal static class Fault
{
    public static Finding At(Manifest manifest, Node node, string message, string? nearest = null, string? fix = null, string? path = null) => new()
    {
        RuleId = "",
        Manifest = manifest,
        Path = path ?? node.Path,
        Location = node.Location,
        Message = message,
        Nearest = nearest,
        Fix = fix,
    };

    /// <summary>The outcome of a demand on many: <c>1 of 3 does not</c>, <c>2 of 3 are not</c>.</summary>
    public static string OutOf(int failing, int all, string demand) =>
        string.Create(CultureInfo.InvariantCulture, $"{failing} of {all} {Not(demand, failing == 1)}");

    /// <summary>The denial of a demand: <c>does not</c>, <c>is not</c> where something should be so, <c>does</c> or <c>is</c> where it should not.</summary>
    public static string Not(string demand, bool one)
    {
        var isDenial = demand.StartsWith("not ", StringComparison.Ordinal);
        var verb = demand.AsSpan(isDenial ? 4 : 0).StartsWith("be ", StringComparison.Ordinal) ? one ? "is" : "are" : one ? "does" : "do";
        return isDenial || demand.StartsWith("have no ", StringComparison.Ordinal) ? verb : verb + " not";
    }

    /// <summary>The other way to mend what is misspelt: perhaps the test is.</summary>
    public static string OrExpect(string? nearest) => nearest is null ? "" : $", or expect {nearest}";

    /// <summary>Names for a message: <c>web, api and 3 more</c>.</summary>
    public static string List(IEnumerable<string> names, int shown = 6)
    {
        var all = names.Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).Select(VisibleText.Name).ToList();
        return all.Count switch
        {
            0 => "none",
            _ when all.Count > shown => string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", all.Take(shown))} and {all.Count - shown} more"),
            _ => string.Join(", ", all),
        };
    }

    /// <summary>Whether a path is another or leads into it.</summary>
    public static bool IsWithin(string outer, string inner) =>
        outer.Length == 0 || inner == outer || (inner.StartsWith(outer, StringComparison.Ordinal) && inner[outer.Length] is '.' or '[');
}
