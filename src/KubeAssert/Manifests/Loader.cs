namespace KubeAssert.Loading;

/// <summary>Reads files, several at a time, and puts together what they hold in the order of the files.</summary>
internal static class Loader
{
    public static LoadResult Load(IReadOnlyList<string> paths, LoadOptions options)
    {
        var problems = new List<ReadProblem>();
        var places = options.BaseFolder is { } folder ? [Path.GetFullPath(folder)] : SearchPlaces.Of(AppContext.BaseDirectory, Environment.CurrentDirectory);
        var files = new FileFinder(places, problems).Find(paths, options.Exclude);
        var contents = ReadAll(files, options.Parallelism);

        var skipped = files.Where((_, i) => contents[i].IsSkipped).Select(f => f.Name).ToList();
        var result = Combine(contents, problems, skipped, options);
        if (result is { Manifests.Count: 0, Problems.Count: 0 })
        {
            var names = string.Join(", ", skipped.Take(5)) + (skipped.Count > 5 ? ", ..." : "");
            problems.Add(new ReadProblem(new Location(string.Join(", ", paths), 0, 0),
                skipped.Count > 0 ? $"none of the files holds a manifest with apiVersion and kind: {names}" : $"none of the {files.Count} files holds a manifest",
                "correct the path, or put manifests there"));
        }

        return result;
    }

    public static LoadResult Combine(IReadOnlyList<FileContent> contents, List<ReadProblem> problems, IReadOnlyList<string> skipped, LoadOptions options)
    {
        foreach (var content in contents)
            problems.AddRange(content.Problems);
        var manifests = new ManifestSet(contents.SelectMany(c => c.Manifests), options.DefaultNamespace);
        if (!options.AllowDuplicates)
            problems.AddRange(manifests.Duplicates());
        return new LoadResult(manifests, problems, skipped);
    }

    private static FileContent[] ReadAll(IReadOnlyList<ManifestFile> files, int parallelism)
    {
        var contents = new FileContent[files.Count];
        var workers = Math.Min(parallelism, files.Count);
        if (workers <= 1)
        {
            var reader = new FileReader();
            for (var i = 0; i < contents.Length; i++)
                contents[i] = reader.Read(files[i]);
            return contents;
        }

        // the largest first, so that no thread is left alone with it at the end
        var order = Enumerable.Range(0, files.Count).OrderByDescending(i => LengthOf(files[i].Path)).ToArray();
        var next = -1;
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ =>
        {
            var reader = new FileReader();
            for (var i = Interlocked.Increment(ref next); i < order.Length; i = Interlocked.Increment(ref next))
                contents[order[i]] = reader.Read(files[order[i]]);
        });
        return contents;
    }

    private static long LengthOf(string path)
    {
        try
        {
            return new FileInfo(path).Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
