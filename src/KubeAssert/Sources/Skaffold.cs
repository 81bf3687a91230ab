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
        var invocation = new Invocation { Program = options.Program, Arguments = arguments, Folder = Path.GetDirectoryName(file)!, TimeLimit = options.TimeLimit, Install = "install skaffold" };

        using var digest = new InputDigest();
        digest.Add("skaffold").Add(name).Add(invocation);
        NamedFiles.AddTo(digest, file);
        return RenderCache.Shared.Get(digest.Value(),
            () => RenderedText.Read(ProgramRunner.Run(invocation, $"skaffold:{name}", cancellation), $"skaffold:{name}", manifest => manifest.Origin ?? name), cancellation);
    }

    /// <summary>The file at a path, or in the folder there.</summary>
    public static string FileOf(string path) =>
        !Directory.Exists(path) ? path : File.Exists(Path.Combine(path, "skaffold.yml")) ? Path.Combine(path, "skaffold.yml") : Path.Combine(path, "skaffold.yaml");
}
