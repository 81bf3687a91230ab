using System.Globalization;
using System.Text.RegularExpressions;

namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>Flags by which Java and Node.js are allowed a heap, in the command line and in environment variables.</summary>
internal static partial class HeapFlags
{
    private const int MostText = 20_000;
    private const int LongestNumber = 12;

    private static readonly string[] Parts = ["command", "args"];

    /// <summary>The flag that counts, its place and its amount: the last one of each text.</summary>
    public static IEnumerable<(Node Node, string Text, long Bytes)> Of(Container container)
    {
        foreach (var part in Parts)
        {
            foreach (var item in container[part].Items)
            {
                if (Read(item) is { } found)
                    yield return found;
            }
        }

        foreach (var variable in container.Env)
        {
            if ((variable.Name.Contains("OPT", StringComparison.OrdinalIgnoreCase) || variable.Name.Contains("JAVA", StringComparison.OrdinalIgnoreCase) || variable.Name.Contains("JVM", StringComparison.OrdinalIgnoreCase))
                && Read(variable["value"]) is { } found)
                yield return found;
        }
    }

    private static (Node Node, string Text, long Bytes)? Read(Node node)
    {
        if (node.Text is not { Length: < MostText } text || !(text.Contains("-X", StringComparison.Ordinal) || text.Contains("--max", StringComparison.Ordinal)))
            return null;
        if (Flag().Matches(text) is not { Count: > 0 } flags)
            return null;

        var flag = flags[^1];
        var number = flag.Groups["number"].Value;
        if (number.Length > LongestNumber)
            return null;
        var unit = flag.Value.StartsWith("--", StringComparison.Ordinal) ? "m" : flag.Groups["unit"].Value.ToLowerInvariant();
        var bytes = long.Parse(number, CultureInfo.InvariantCulture) * unit switch { "k" => 1L << 10, "m" => 1L << 20, "g" => 1L << 30, "t" => 1L << 40, _ => 1L };
        return bytes <= 0 ? null : (node, number + unit, bytes);
    }

    [GeneratedRegex(@"(?:-Xmx|-XX:MaxHeapSize=|--max[-_]old[-_]space[-_]size=)(?<number>\d+)(?<unit>[kKmMgGtT]?)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Flag();
}
