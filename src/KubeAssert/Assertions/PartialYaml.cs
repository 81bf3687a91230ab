using KubeAssert.Yaml;

namespace KubeAssert.Assertions;

/// <summary>A piece of YAML that says what has to be so, and is silent about the rest.</summary>
internal static class PartialYaml
{
    private const int MostDifferences = 10;

    /// <exception cref="ManifestReadException">The YAML can't be read, or is not one document.</exception>
    public static Node Read(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var problems = new List<ReadProblem>();
        var documents = YamlReader.Read(yaml, "expected.yaml", problems);
        if (problems.Count == 0 && documents.Count != 1)
            problems.Add(new ReadProblem(new Location("expected.yaml", 1, 1), $"the expectation holds {documents.Count} documents", "give one document that is not empty"));
        return problems.Count == 0 ? documents[0].Root : throw new ManifestReadException(problems);
    }

    public static IReadOnlyCollection<Finding> Differences(Manifest manifest, Node actual, Node expected)
    {
        var found = new List<Finding>();
        Compare(manifest, actual, expected, found);
        return found;
    }

    private static void Compare(Manifest manifest, Node actual, Node expected, List<Finding> found)
    {
        if (found.Count >= MostDifferences)
            return;

        if (expected.IsMap && actual.IsMap)
        {
            foreach (var entry in expected.Entries)
                Compare(manifest, actual[entry.Key], entry.Value, found);
        }
        else if (expected.IsList && actual.IsList)
        {
            foreach (var item in expected.Items)
                CompareItem(manifest, actual, item, found);
        }
        else if (!actual.Exists)
        {
            found.Add(Fault.At(manifest, actual, "is not set", fix: $"set {expected}"));
        }
        else if (expected.IsMap || expected.IsList || actual.IsMap || actual.IsList || !FieldFault.Equals(actual, expected.Text))
        {
            found.Add(Fault.At(manifest, actual, $"is {FieldFault.Show(manifest, actual)}", fix: $"set {expected}"));
        }
    }

    private static void CompareItem(Manifest manifest, Node list, Node item, List<Finding> found)
    {
        if (item["name"].Text is { } name)
        {
            var named = list.Items.FirstOrDefault(i => i["name"].Text == name);
            if (named is not null)
                Compare(manifest, named, item, found);
            else
                found.Add(Fault.At(manifest, list, $"has no item named {name}; it has {Fault.List(list.Items.Select(i => i["name"].Text ?? ""))}", fix: $"add {item}"));
            return;
        }

        if (!list.Items.Any(i => Differences(manifest, i, item).Count == 0))
            found.Add(Fault.At(manifest, list, $"has no item that matches {item}", fix: $"add {item}"));
    }
}
