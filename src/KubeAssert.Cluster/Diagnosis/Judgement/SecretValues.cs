using System.Text;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Judgement;

/// <summary>
/// Takes the values of the applied Secrets out of what programs and probes print. Values of fewer than 6 characters stay: they are words like any other.
/// </summary>
internal sealed class SecretValues
{
    private const int Shortest = 6;
    private const int MostValues = 2000;
    private const string Hidden = "<redacted>";

    private readonly List<string> _values;

    private SecretValues(List<string> values) => _values = values;

    public static SecretValues Of(ClusterState state)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var target in state.Targets.Values)
        {
            if (target.Key is not { Group: "", Kind: "Secret" })
                continue;
            foreach (var entry in target.Manifest["stringData"].Entries)
                Add(values, entry.Value.Text);
            foreach (var entry in target.Manifest["data"].Entries)
            {
                Add(values, entry.Value.Text);
                Add(values, Decoded(entry.Value.Text));
            }
        }

        return new SecretValues(values.OrderByDescending(v => v.Length).ThenBy(v => v, StringComparer.Ordinal).Take(MostValues).ToList());
    }

    public string Of(string text)
    {
        foreach (var value in _values)
            text = text.Replace(value, Hidden, StringComparison.Ordinal);
        return text;
    }

    public Cause Of(Cause cause) => _values.Count == 0 ? cause : cause with
    {
        Found = Of(cause.Found),
        Explanation = Of(cause.Explanation),
        Evidence = cause.Evidence.Select(Of).ToArray(),
    };

    // a program prints a key or a certificate line by line
    private static void Add(HashSet<string> values, string? value)
    {
        foreach (var line in (value ?? "").Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.Length >= Shortest)
                values.Add(line);
        }
    }

    private static string? Decoded(string? base64)
    {
        var bytes = new byte[(base64?.Length ?? 0) * 3 / 4 + 3];
        return base64 is not null && Convert.TryFromBase64String(base64, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
