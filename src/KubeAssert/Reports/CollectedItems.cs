using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KubeAssert.Reports;

/// <summary>A line of what was collected: a finding or a deployment.</summary>
internal sealed record Collected(ReportItem? Item = null, ReportDeployment? Deployment = null);

/// <summary>Findings and deployments on disk, a line of JSON each, a file for each test process: <c>RUN-PROCESS.jsonl</c>.</summary>
internal sealed class CollectedItems(string folder, string run, int process)
{
    private static readonly JsonSerializerOptions OneLine = new() { WriteIndented = false, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly string _own = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{run}-{process}.jsonl"));

    /// <summary>Removes what former runs left; says whether there was any.</summary>
    public bool RemoveFormer(Func<int, bool> isAlive)
    {
        if (!Directory.Exists(folder))
            return false;
        var former = Directory.GetFiles(folder, $"{run}-*.jsonl")
            .Where(f => f == _own || !int.TryParse(Path.GetFileNameWithoutExtension(f).AsSpan(run.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var other) || !isAlive(other))
            .ToList();
        if (former.Count == 0)
            return false;
        using var alone = Lock(Path.Combine(folder, "lock"));
        foreach (var file in former)
            File.Delete(file);
        return true;
    }

    public void Append(IEnumerable<Collected> lines)
    {
        Directory.CreateDirectory(folder);
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append(JsonSerializer.Serialize(line, OneLine)).Append('\n');
        using var stream = new FileStream(_own, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Does something with what all processes have found, while no other does: the last to come has seen everything.</summary>
    /// <exception cref="IOException">Another held the lock for too long.</exception>
    public void WithAll(Action<List<Collected>> act)
    {
        Directory.CreateDirectory(folder);
        using var alone = Lock(Path.Combine(folder, "lock"));
        act(Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).Where(File.Exists).SelectMany(Read).ToList());
    }

    private static List<Collected> Read(string file)
    {
        var lines = new List<Collected>();
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            try
            {
                if (JsonSerializer.Deserialize<Collected>(line, OneLine) is { } read)
                    lines.Add(read);
            }
            catch (JsonException)
            {
                // half a line: its process is writing it, and renders again
            }
        }

        return lines;
    }

    private static FileStream Lock(string file)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < 500)
            {
                Thread.Sleep(20);
            }
        }
    }
}
