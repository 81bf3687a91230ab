namespace KubeAssert.Sources;

/// <summary>Any program that prints manifests.</summary>
internal static class Command
{
    public static ManifestSet Render(CommandOptions options, string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var source = $"command:{options.Name ?? Path.GetFileName(program)}";
        var folder = options.Folder is { } given ? SourcePath.Find(given, source, Directory.Exists, "no folder").Full : SourcePath.Places[0];
        var invocation = new Invocation
        {
            Program = program,
            Arguments = arguments.Select(argument => (Argument)argument).ToList(),
            Folder = folder,
            Input = options.Input,
            Environment = options.Environment,
            TimeLimit = options.TimeLimit,
        };

        using var digest = new InputDigest();
        digest.Add("command").Add(options.AllowDuplicates ? "duplicates" : "").Add(source).Add(invocation);
        foreach (var input in options.Inputs)
            digest.AddPath(SourcePath.Find(input, source, Path.Exists, "no input", folder).Full);
        return RenderCache.Shared.Get(options.Inputs.Count == 0 ? null : digest.Value(),
            () => Read(ProgramRunner.Run(invocation, source, cancellation), source, invocation.ToString(), new Duplicates("set CommandOptions.AllowDuplicates", options.AllowDuplicates)), cancellation);
    }

    private static ManifestSet Read(string text, string source, string command, Duplicates duplicates) =>
        text.AsSpan().TrimStart() is ['[', ..]
            ? RenderedText.ReadJson(text, source, command, duplicates)
            : RenderedText.Read(text, source, manifest => manifest.Origin ?? command, duplicates);
}
