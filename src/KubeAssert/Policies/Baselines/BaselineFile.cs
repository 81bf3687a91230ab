using System.Globalization;
using System.Text;
using KubeAssert.Yaml;

namespace KubeAssert.PolicyRules;

/// <summary>A baseline as a file: one entry for each rule, object and path, in their order, so that a change is a few lines in a diff.</summary>
internal static class BaselineFile
{
    private static readonly object Writing = new();

    /// <exception cref="PolicyReadException">There is no such file, or something in it is wrong.</exception>
    public static IReadOnlyList<BaselineEntry> Read(string path)
    {
        var root = SettingsFile.Read(path, $"have it written once: set {UpdateRequest.Variable}=1 and run the test on your machine, or call PolicyBaseline.Write");
        var reader = new SettingsReader();
        reader.AllowKeys(root, "policy", "findings");
        var entries = reader.Items(root["findings"]).Select(item => Read(item, reader)).OfType<BaselineEntry>().ToList();
        reader.ThrowIfWrong();
        return entries;
    }

    /// <summary>Writes the entries; those that were there before keep the place that they tell people, as long as it is in the same file.</summary>
    /// <returns>The file's name, as given.</returns>
    public static string Write(string path, string policy, IReadOnlyList<BaselineEntry> entries, IReadOnlyList<BaselineEntry> before)
    {
        var places = before.GroupBy(e => e.Key).ToDictionary(g => g.Key, g => g.First().Place);
        var text = new StringBuilder();
        text.Append("# What the policy found when it was adopted. New findings fail; so does an entry whose finding is fixed, until it is removed here.\n");
        text.Append("policy: ").Append(Scalar(policy)).Append("\nfindings:").Append(entries.Count == 0 ? " []\n" : "\n");
        foreach (var entry in entries)
        {
            var place = places.TryGetValue(entry.Key, out var known) && FileOf(known) == FileOf(entry.Place) ? known : entry.Place;
            text.Append("- rule: ").Append(Scalar(entry.Key.Rule)).Append('\n');
            Append(text, "object", entry.Key.Object);
            Append(text, "path", entry.Key.Path);
            if (entry.Times > 1)
                text.Append(CultureInfo.InvariantCulture, $"  times: {entry.Times}\n");
            Append(text, "place", place);
        }

        lock (Writing)
        {
            var file = SettingsFile.Find(path) ?? SettingsFile.HomeOf(path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var whole = file + ".new";
            File.WriteAllText(whole, text.ToString());
            File.Move(whole, file, overwrite: true);
        }

        return SettingsFile.Named(path);
    }

    private static BaselineEntry? Read(Node item, SettingsReader reader)
    {
        if (!item.IsMap)
        {
            reader.Refuse(item.Location, $"this entry is {SettingsReader.Described(item)}", "write rule, object and path");
            return null;
        }

        reader.AllowKeys(item, "rule", "object", "path", "times", "place");
        var times = item["times"].Exists ? item["times"].AsInteger() : 1;
        if (times is not (> 0 and < int.MaxValue))
            reader.Refuse(item["times"].Location, $"'times' is {SettingsReader.Described(item["times"])}", "write how many findings there are");
        return reader.Required(item, "rule", "name the rule") is { } rule && times is { } count
            ? new BaselineEntry(new BaselineKey(rule, reader.Text(item["object"]) ?? "", reader.Text(item["path"]) ?? ""), (int)count, reader.Text(item["place"]) ?? "", item.Location)
            : null;
    }

    private static void Append(StringBuilder text, string key, string value)
    {
        if (value.Length > 0)
            text.Append("  ").Append(key).Append(": ").Append(Scalar(value)).Append('\n');
    }

    private static string Scalar(string text) => YamlWriter.Write(new ScalarNode(NodeKind.String, text, isPlain: false, 1, 1)).TrimEnd('\n');

    private static string FileOf(string place) => place.Split(':')[0];
}
