using KubeAssert.Loading;
using System.Globalization;
using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>
/// What skaffold's templates call the images that it builds. Nothing is built for a test: an image stands for itself, with the tag <c>latest</c> where it has none,
/// by skaffold as without it.
/// </summary>
internal static class SkaffoldImages
{
    private const int MostFiles = 100;

    /// <summary>The variables of all images in a file and in those on this machine that it requires; what the environment has already stays.</summary>
    public static IReadOnlyDictionary<string, string> Variables(string file)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var images = Images(file);
        for (var i = 0; i < images.Count; i++)
        {
            foreach (var (name, value) in Of(images[i]))
            {
                variables[name + (i == 0 ? "" : (i + 1).ToString(CultureInfo.InvariantCulture))] = value;
                variables[$"{name}_{Name(images[i])}"] = value;
            }
        }

        return variables.Where(v => Environment.GetEnvironmentVariable(v.Key) is null).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>An image's name as a part of a variable's.</summary>
    public static string Name(string image) => string.Concat(image.Select(c => c is '.' or '-' or '/' or ':' ? '_' : c));

    private static IEnumerable<(string Name, string Value)> Of(string image)
    {
        var colon = image.IndexOf(':', image.LastIndexOf('/') + 1);
        var (name, tag) = colon < 0 ? (image, "latest") : (image[..colon], image[(colon + 1)..]);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        yield return ("IMAGE_NAME", image);
        yield return ("IMAGE_FULLY_QUALIFIED", image);
        yield return ("IMAGE_REPO", name);
        yield return ("IMAGE_TAG", tag);
        yield return ("IMAGE_DIGEST", "");
        yield return ("IMAGE_DOMAIN", slash < 0 ? "" : name[..slash]);
        yield return ("IMAGE_REPO_NO_DOMAIN", name[(slash + 1)..]);
        yield return ("DIGEST", image);
    }

    private static List<string> Images(string file)
    {
        var images = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([Path.GetFullPath(file)]);
        while (seen.Count < MostFiles && open.TryDequeue(out var at))
        {
            if (!seen.Add(at) || !File.Exists(at))
                continue;
            foreach (var config in YamlReader.Read(RegularFile.ReadText(at), at, new List<ReadProblem>()).Select(d => d.Root))
            {
                images.AddRange(config["build"]["artifacts"].Items.Select(a => a["image"].Text).OfType<string>());
                foreach (var path in config["requires"].Items.Select(r => r["path"].Text).OfType<string>())
                    open.Enqueue(Skaffold.FileOf(Path.GetFullPath(path, Path.GetDirectoryName(at)!)));
            }
        }

        return images.Distinct(StringComparer.Ordinal).ToList();
    }
}
