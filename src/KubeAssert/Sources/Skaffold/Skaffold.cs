using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>What there is to know about running skaffold.</summary>
internal static class Skaffold
{
    public static ManifestSet Render(string? profile, string path, SkaffoldOptions options, CancellationToken cancellation)
    {
        var source = $"skaffold:{SourcePath.NameOf(path)}";
        var found = SourcePath.Find(path, source, full => File.Exists(FileOf(full)), "no skaffold.yaml");
        var file = FileOf(found.Full);
        var name = file == found.Full ? found.Name : found.Name == "." ? Path.GetFileName(file) : found.Name + "/" + Path.GetFileName(file);
        var profiles = (profile ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (ProgramPath.Find(options.Program, found.Place, Environment.GetEnvironmentVariable("PATH")) is null)
            return new SkaffoldFile(file, name, found.Place, profiles, options, cancellation).Render();

        var arguments = new List<Argument> { "render", "--offline=true", "--digest-source=none", "--filename", file };
        if (profiles.Length > 0)
            arguments.AddRange(["--profile", string.Join(',', profiles)]);
        var invocation = new Invocation
        {
            Program = options.Program,
            Arguments = arguments,
            Folder = Path.GetDirectoryName(file)!,
            TimeLimit = options.TimeLimit,
            Install = "install skaffold",
            Environment = SkaffoldImages.Variables(file).Append(new("SKAFFOLD_INTERACTIVE", "false")).Append(new("SKAFFOLD_UPDATE_CHECK", "false"))
                .ToDictionary(v => v.Key, string? (v) => v.Value, StringComparer.Ordinal),
        };

        using var digest = new InputDigest();
        // patterns, and what stands in k8s where nothing is named, may be anything in the folder
        digest.Add("skaffold").Add(options.AllowDuplicates ? "duplicates" : "").Add(name).Add(invocation).AddPath(invocation.Folder);
        NamedFiles.AddTo(digest, file);
        return RenderCache.Shared.Get(digest.Value(),
            () => RenderedText.Read(Output(invocation, $"skaffold:{name}", cancellation), $"skaffold:{name}", manifest => manifest.Origin ?? name,
                new Duplicates("set SkaffoldOptions.AllowDuplicates", options.AllowDuplicates)), cancellation);
    }

    /// <summary>What skaffold renders, by way of a file: on its standard output it talks to people, too.</summary>
    private static string Output(Invocation invocation, string source, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("kubeassert-skaffold-");
        try
        {
            var output = new FileInfo(Path.Combine(folder.FullName, "manifests.yaml"));
            ProgramRunner.Run(invocation with { Arguments = [.. invocation.Arguments, "--output", output.FullName] }, source, cancellation);
            output.Refresh();
            if (output.Exists && output.Length > Limits.Length)
                throw new RenderException(source, $"skaffold rendered more than {Limits.Length / (1024 * 1024)} MB", "render less at a time", invocation.ToString(), invocation.Folder);
            return output.Exists ? File.ReadAllText(output.FullName) : "";
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The file at a path, or in the folder there.</summary>
    public static string FileOf(string path) =>
        !Directory.Exists(path) ? path : File.Exists(Path.Combine(path, "skaffold.yml")) ? Path.Combine(path, "skaffold.yml") : Path.Combine(path, "skaffold.yaml");
}
