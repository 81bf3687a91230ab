using KubeAssert.Model;
using KubeAssert.Texts;

namespace KubeAssert.OpenApi;

/// <summary>The field that was most likely meant by an unknown name.</summary>
internal static class NearestField
{
    public static string? Of(string written, IEnumerable<string> known)
    {
        var fields = known as ICollection<string> ?? known.ToList();
        return fields.FirstOrDefault(f => string.Equals(f, written, StringComparison.OrdinalIgnoreCase)) ?? Nearest.Name(written, fields);
    }
}
