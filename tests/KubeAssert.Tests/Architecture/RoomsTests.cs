using System.Text.RegularExpressions;
using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Architecture;

/// <summary>Arrows between the rooms of the house point one way: a room knows only rooms that stand before it.</summary>
public sealed partial class RoomsTests
{
    /// <summary>Rooms of src/KubeAssert from the ground up; rooms in one row don't know each other.</summary>
    private static readonly string[][] Storeys =
    [
        ["Texts"],
        ["Yaml", "Go"],
        ["Manifests", "Cel"],
        ["Findings", "Sources"],
        ["Model"],
        ["Schemas", "References", "Registry"],
        ["Validation"],
        ["Comparison"],
        ["Reachability", "Rights"],
        ["Policies"],
        ["Reports"],
        ["Assertions"],
    ];

    private static readonly string Source = Path.Combine(Repository.Root, "src", "KubeAssert");

    [Fact]
    public void Every_room_is_in_the_plan() =>
        Directory.GetDirectories(Source).Select(Path.GetFileName).Except(["bin", "obj"]).Should().BeSubsetOf(Storeys.SelectMany(s => s));

    [Fact]
    public void No_room_knows_a_room_above_it()
    {
        var files = Directory.GetDirectories(Source).Where(d => Level(Path.GetFileName(d)) >= 0)
            .SelectMany(d => Directory.GetFiles(d, "*.cs", SearchOption.AllDirectories))
            .Select(f => (File: Path.GetRelativePath(Source, f), Room: Path.GetRelativePath(Source, f).Split(Path.DirectorySeparatorChar)[0], Code: CodeOf(File.ReadAllText(f))))
            .ToList();
        var rooms = files
            .SelectMany(f => Declaration().Matches(f.Code).Select(m => (Type: m.Groups[1].Value, f.Room)))
            .GroupBy(d => d.Type, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(d => d.Room).Distinct().ToList(), StringComparer.Ordinal);

        var violations = files.SelectMany(f => TypeUse().Matches(f.Code).Select(m => m.Value).Distinct(StringComparer.Ordinal)
            .Where(name => !Regex.IsMatch(f.Code, $@"\b{name}\s*(?:\{{|=>?[^=]|;)")) // a member of that name
            .Where(name => rooms.TryGetValue(name, out var homes) && homes.TrueForAll(home => home != f.Room && Level(home) >= Level(f.Room)))
            .Select(name => $"{f.File} knows {name} of {string.Join(", ", rooms[name])}"));

        violations.Should().BeEmpty();
    }

    [Theory]
    [InlineData("FluentAssertions", "Assertions")]
    [InlineData("YamlDotNet", "Yaml")]
    public void Only_one_room_knows_the_package(string package, string room) =>
        Directory.GetFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(f => CodeOf(File.ReadAllText(f)).Contains(package, StringComparison.Ordinal))
            .Select(f => Path.GetRelativePath(Source, f).Split(Path.DirectorySeparatorChar)[0])
            .Distinct().Should().BeSubsetOf([room]);

    private static int Level(string? room) => Array.FindIndex(Storeys, storey => storey.Contains(room, StringComparer.Ordinal));

    /// <summary>The code without comments and texts.</summary>
    private static string CodeOf(string text) => CommentOrText().Replace(text, "\"\"");

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|\"{3,}.*?\"{3,}|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'""", RegexOptions.Singleline)]
    private static partial Regex CommentOrText();

    [GeneratedRegex(@"\b(?:class|record struct|record|struct|interface|enum)\s+([A-Z][A-Za-z0-9]*)")]
    private static partial Regex Declaration();

    /// <summary>Names that stand where a type stands: not behind a dot, not called, not assigned.</summary>
    [GeneratedRegex(@"(?<![\w.])[A-Z][A-Za-z0-9]+(?=\s*(?:\.[A-Z](?!\w*\s*:)|<|\s[a-z_]\w*\s*(?:[=;,)]|\bin\b)|\s*>))|(?<=\bnew\s)[A-Z][A-Za-z0-9]+|(?<=\bis\s)[A-Z][A-Za-z0-9]+")]
    private static partial Regex TypeUse();
}
