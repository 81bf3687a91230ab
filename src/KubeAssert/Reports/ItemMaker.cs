using System.Security.Cryptography;
using System.Text;
using KubeAssert.Findings;
using KubeAssert.Loading;
using KubeAssert.Yaml;

namespace KubeAssert.Reports;

/// <summary>Makes plain items of findings: places relative to the repository, the lines around them, fingerprints.</summary>
/// <param name="manifests">The set that the findings are about; null where it is not known.</param>
/// <param name="passing">A namespace that another run calls otherwise: no item names it.</param>
internal sealed class ItemMaker(ManifestSet? manifests, string? passing = null)
{
    /// <summary>So many items carry their lines; a report of more is read as a list.</summary>
    private const int MostWithLines = 1000;

    private const int MostDetails = 50;
    private const int LongestDetail = 1000;

    private readonly Dictionary<string, CodeFile?> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _roots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _fingerprints = new(StringComparer.Ordinal);
    private readonly Dictionary<Manifest, Dictionary<(int, int), Node>> _nodes = new(ReferenceEqualityComparer.Instance);
    private Dictionary<string, string>? _paths;
    private int _made;

    /// <summary>A finding about a deployment, with what it rests on.</summary>
    public ReportItem Make(DiagnosedFinding diagnosed) => Make(diagnosed.Finding) with
    {
        RuleTitle = Printable.Line(diagnosed.Title),
        Details = diagnosed.Details.Where(d => d.Lines.Count > 0)
            .Select(d => d with { Lines = d.Lines.Take(MostDetails).Select(l => Printable.Line(l.Length > LongestDetail ? l[..LongestDetail] + " ..." : l)).ToList() }).ToList(),
    };

    public ReportItem Make(Finding finding, Exemption? exemption = null)
    {
        var path = FileOf(finding);
        var code = path is null ? null : CodeOf(path);
        var node = NodeOf(finding);
        var (line, column) = (finding.Location.Line, finding.Location.Column);
        var isWritten = node is not null && node.Path == finding.Path;
        var end = isWritten ? code?.EndOf(node, line, column) ?? default : default;
        var place = new ReportPlace(path is null ? Printable.Line(finding.Location.File ?? "") : NameOf(path), line, column, end.Line, end.Column);
        var item = new ReportItem
        {
            RuleId = Printable.Line(finding.RuleId),
            Severity = finding.Severity,
            Object = finding.Manifest is { } manifest ? Printable.Line(manifest.ToString()) : "",
            Namespace = Printable.Line(NamespaceOf(finding.Manifest)),
            Path = Printable.Line(finding.Path),
            Place = place,
            Message = Printable.Of(finding.Message),
            Nearest = finding.Nearest is null ? null : Printable.Line(finding.Nearest),
            Fix = finding.Fix is null ? null : Printable.Of(finding.Fix),
            Documentation = ReportMaker.Page(finding.Documentation),
            Exemption = exemption is null ? null : Printable.Line(ReasonOf(exemption)),
            Lines = _made++ >= MostWithLines ? [] : code is null ? Rendered(finding, node) : code.Around(place),
        };
        return item with { Fingerprint = FingerprintOf(item) };
    }

    private static string ReasonOf(Exemption exemption) =>
        exemption.Until is { } day ? $"{exemption.Reason} (until {day:yyyy-MM-dd})" : exemption.Reason;

    private string NamespaceOf(Manifest? manifest)
    {
        var name = manifest is null ? "" : manifests?.NamespaceOf(manifest) ?? (manifests is null ? manifest.Namespace ?? "" : "");
        return name == passing ? "" : name;
    }

    /// <summary>The file on disk that a finding points into.</summary>
    private string? FileOf(Finding finding)
    {
        if (string.IsNullOrEmpty(finding.Location.File))
            return null;
        if (finding.Manifest?.Root.Source is { } source && source.Name == finding.Location.File)
            return source.File;
        _paths ??= (manifests ?? Enumerable.Empty<Manifest>()).Select(m => m.Root.Source).Where(s => s.File is not null)
            .DistinctBy(s => s.Name, StringComparer.Ordinal).ToDictionary(s => s.Name, s => s.File!, StringComparer.Ordinal);
        return _paths.GetValueOrDefault(finding.Location.File);
    }

    private CodeFile? CodeOf(string path)
    {
        if (!_files.TryGetValue(path, out var code))
            _files[path] = code = CodeFile.Read(path);
        return code;
    }

    /// <summary>What reports call a file: its path from the repository's root where it lies below one.</summary>
    private string NameOf(string path)
    {
        if (!_names.TryGetValue(path, out var name))
            _names[path] = name = Printable.Line(RepositoryPath.Of(path, _roots));
        return name;
    }

    /// <summary>The node at a finding's place; null when it is about what is not written, which is as long as its surroundings.</summary>
    private Node? NodeOf(Finding finding)
    {
        if (finding.Manifest is not { } manifest)
            return null;
        if (!_nodes.TryGetValue(manifest, out var nodes))
        {
            nodes = [];
            var open = new Stack<Node>();
            open.Push(manifest.Root);
            while (open.TryPop(out var node))
            {
                nodes[(node.Line, node.Column)] = node;
                foreach (var entry in node.Entries)
                    open.Push(entry.Value);
                foreach (var item in node.Items)
                    open.Push(item);
            }

            _nodes[manifest] = nodes;
        }

        return nodes.GetValueOrDefault((finding.Location.Line, finding.Location.Column));
    }

    /// <summary>What stands there, written anew: for manifests that came from no file, or whose file is gone.</summary>
    private static List<SourceLine> Rendered(Finding finding, Node? node)
    {
        const int shown = 9;
        if (node is null || finding.Manifest is null || ShownValue.Hides(node))
            return [];
        var around = node.IsMap || node.Parent is null ? node : node.Parent;
        if (ShownValue.Hides(around))
            return [];
        var lines = YamlWriter.Write(NodeCopy.Beginning(around)).TrimEnd('\n').Split('\n');
        var text = lines.Take(shown).Select(l => new SourceLine(0, Printable.Of(l))).ToList();
        if (lines.Length > shown)
            text.Add(new SourceLine(0, "..."));
        return text;
    }

    /// <summary>By what was found where in which object, not by line; the same found again gets a number.</summary>
    private string FingerprintOf(ReportItem item)
    {
        var identity = string.Join('\0', item.RuleId, item.Place.File, item.FullObject, item.Path, item.Message);
        var count = _fingerprints[identity] = _fingerprints.GetValueOrDefault(identity) + 1;
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(count == 1 ? identity : $"{identity}\0{count}"))).ToLowerInvariant()[..32];
    }
}
