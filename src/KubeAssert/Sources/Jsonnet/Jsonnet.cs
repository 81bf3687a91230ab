using KubeAssert.Loading;
using System.Text.RegularExpressions;

namespace KubeAssert.Sources;

/// <summary>What there is to know about jsonnet.</summary>
internal static partial class Jsonnet
{
    private const int MostImports = 2_000;

    public static ManifestSet Render(string path, IReadOnlyDictionary<string, string>? ext, IReadOnlyDictionary<string, string>? tla, IReadOnlyList<string>? jpath, JsonnetOptions options, CancellationToken cancellation)
    {
        var source = $"jsonnet:{SourcePath.NameOf(path)}";
        var file = SourcePath.Find(path, source, File.Exists, "no file");
        var libraries = (jpath ?? []).Select(folder => SourcePath.Find(folder, source, Directory.Exists, "no library folder", Path.GetDirectoryName(file.Full)!).Full).ToList();

        var arguments = new List<Argument>();
        foreach (var library in libraries)
            arguments.AddRange(["--jpath", library]);
        Add(arguments, "--ext-str", ext);
        Add(arguments, "--ext-code", options.ExtCode);
        Add(arguments, "--tla-str", tla);
        Add(arguments, "--tla-code", options.TlaCode);
        arguments.AddRange(["--", file.Full]);
        var invocation = new Invocation
        {
            Program = options.Program,
            Arguments = arguments,
            Folder = file.Place,
            TimeLimit = options.TimeLimit,
            Install = "install jsonnet, or go-jsonnet",
        };

        using var digest = new InputDigest();
        digest.Add("jsonnet").Add(options.AllowDuplicates ? "duplicates" : "").Add(file.Name).Add(invocation);
        var imports = Imports(file.Full, libraries);
        foreach (var import in imports)
            digest.AddPath(import);
        if (imports.Count >= MostImports)
            digest.AddUnknown();
        return RenderCache.Shared.Get(digest.Value(), () => RenderedText.ReadJson(Run(invocation, source, file, cancellation), source, file.Name,
            new Duplicates("set JsonnetOptions.AllowDuplicates", options.AllowDuplicates)), cancellation);
    }

    private static string Run(Invocation invocation, string source, SourcePath file, CancellationToken cancellation)
    {
        try
        {
            return ProgramRunner.Run(invocation, source, cancellation);
        }
        catch (RenderException e) when (e.ExitCode is not null)
        {
            var at = ErrorPlace().Match(e.ErrorOutput);
            Location? place = at.Success ? new Location(NameOf(at.Groups["file"].Value, file), Number(at.Groups["line"]), Number(at.Groups["column"])) : null;
            throw new RenderException(source, e.Problem, "correct the Jsonnet there, or give it the variable or library that it asks for", e.Command, e.Folder, e.ExitCode, e.ErrorOutput, place);
        }
    }

    private static void Add(List<Argument> arguments, string option, IReadOnlyDictionary<string, string>? variables)
    {
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            arguments.AddRange([option, Argument.Hiding(name, "=", value)]);
    }

    /// <summary>The file and everything that it imports: beside the importing file, else in the libraries, the last one first.</summary>
    private static List<string> Imports(string file, IReadOnlyList<string> libraries)
    {
        var places = libraries.Reverse().Concat((Environment.GetEnvironmentVariable("JSONNET_PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)).ToList();
        var (code, texts) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var open = new Stack<string>([file]);
        while (code.Count + texts.Count < MostImports && open.TryPop(out var at))
        {
            if (!code.Add(at))
                continue;
            foreach (Match import in Import().Matches(RegularFile.ReadText(at)))
            {
                if (places.Prepend(Path.GetDirectoryName(at)!).Select(place => Path.GetFullPath(import.Groups["path"].Value, place)).FirstOrDefault(File.Exists) is not { } next)
                    continue;
                if (import.Groups["text"].Success)
                    texts.Add(next);
                else
                    open.Push(next);
            }
        }

        return [.. code, .. texts];
    }

    /// <summary>A file that jsonnet names, as a person would who gave it the path of the first.</summary>
    private static string NameOf(string named, SourcePath main)
    {
        var full = Path.GetFullPath(named, main.Place);
        if (full == main.Full)
            return main.Name;
        var relative = Path.GetRelativePath(main.Place, full);
        return SourcePath.NameOf(Path.IsPathFullyQualified(main.Name) || relative.StartsWith("..", StringComparison.Ordinal) ? full : relative);
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("""\bimport(?<text>str|bin)?\s*@?(?<quote>["'])(?<path>[^"'\n]+)\k<quote>""", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Import();

    /// <summary>
    /// The first file, line and column that jsonnet names: <c>STATIC ERROR: main.jsonnet:3:5: ...</c>, <c>main.jsonnet:(3:5)-(4:1)</c> in a
    /// line of its stack.
    /// </summary>
    [GeneratedRegex(@"^(?:STATIC ERROR: |\s+)(?<file>\S.*?):\(?(?<line>\d+):(?<column>\d+)", RegexOptions.Multiline, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex ErrorPlace();
}
