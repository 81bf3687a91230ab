using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>What there is to know about kustomize.</summary>
internal static class Kustomize
{
    private const string OriginAnnotation = "config.kubernetes.io/origin";

    public static ManifestSet Render(string path, KustomizeOptions options, IReadOnlyList<string> more, CancellationToken cancellation, string? called = null)
    {
        var source = $"kustomize:{called ?? SourcePath.NameOf(path)}";
        var found = SourcePath.Find(path, source, full => NamedFiles.KustomizationIn(FolderOf(full)) is not null, "no folder with a kustomization.yaml");
        var folder = FolderOf(found.Full);
        var name = called ?? (folder == found.Full ? found.Name : SourcePath.NameOf(Path.GetDirectoryName(found.Name) is { Length: > 0 } above ? above : "."));
        source = $"kustomize:{name}";
        var invocation = Invoke(folder, options, more);

        using var digest = new InputDigest();
        digest.Add("kustomize").Add(options.AllowDuplicates ? "duplicates" : "").Add(name).Add(invocation);
        NamedFiles.AddTo(digest, NamedFiles.KustomizationIn(folder)!);
        return RenderCache.Shared.Get(digest.Value(), () => Read(Run(invocation, source, name, cancellation), source, name, options), cancellation);
    }

    private static string Run(Invocation invocation, string source, string name, CancellationToken cancellation)
    {
        try
        {
            return ProgramRunner.Run(invocation, source, cancellation);
        }
        catch (RenderException e) when (e.ExitCode is not null)
        {
            var error = new KustomizeError(e.ErrorOutput);
            var fix = error.IsUnknownField ? "correct the field's name, or install a newer kustomize if it is right: the one in kubectl before 1.21 knows neither components nor buildMetadata" : "correct what it complains about";
            throw new RenderException(source, e.Problem, fix, e.Command, e.Folder, e.ExitCode, error.Text, error.PlaceIn(invocation.Folder, name));
        }
    }

    private static Invocation Invoke(string folder, KustomizeOptions options, IReadOnlyList<string> more)
    {
        var program = options.Program ?? (ProgramPath.Holds("kustomize") || !ProgramPath.Holds("kubectl") ? "kustomize" : "kubectl");
        var arguments = new List<Argument> { Path.GetFileNameWithoutExtension(program) == "kubectl" ? "kustomize" : "build", folder };
        if (options.EnableHelm)
            arguments.Add("--enable-helm");
        if (options.AllowFilesOutside)
            arguments.AddRange(["--load-restrictor", "LoadRestrictionsNone"]);
        arguments.AddRange(more.Select(argument => (Argument)argument));
        return new Invocation
        {
            Program = program,
            Arguments = arguments,
            Folder = folder,
            TimeLimit = options.TimeLimit,
            Install = "install kustomize, or kubectl 1.21 or later, which has it built in",
        };
    }

    private static ManifestSet Read(string text, string source, string name, KustomizeOptions options) =>
        RenderedText.Read(text, source, manifest => OriginOf(manifest, name) ?? name, new Duplicates("set KustomizeOptions.AllowDuplicates", options.AllowDuplicates));

    /// <summary>What <c>buildMetadata: [originAnnotations]</c> says of an object: the file, or the generator's kustomization.</summary>
    private static string? OriginOf(Manifest manifest, string name)
    {
        if (!manifest.Annotations.TryGetValue(OriginAnnotation, out var text) || YamlReader.Read(text, OriginAnnotation, new List<ReadProblem>()) is not [var origin, ..])
            return null;
        var path = origin.Root["path"].Text ?? origin.Root["configuredIn"].Text;
        if (path is null)
            return null;
        return origin.Root["repo"].Text is { } repository
            ? repository + "/" + path + (origin.Root["ref"].Text is { } reference ? "@" + reference : "")
            : Combined(name, SourcePath.NameOf(path));
    }

    /// <summary><c>overlays/prod</c> and <c>../../base/web.yaml</c>: <c>base/web.yaml</c>.</summary>
    public static string Combined(string name, string path)
    {
        var parts = new List<string>(name == "." ? [] : name.Split('/'));
        foreach (var part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] is not (".." or ""))
                parts.RemoveAt(parts.Count - 1);
            else if (part != ".")
                parts.Add(part);
        }

        return string.Join('/', parts);
    }

    private static string FolderOf(string full) => File.Exists(full) ? Path.GetDirectoryName(full)! : full;
}
