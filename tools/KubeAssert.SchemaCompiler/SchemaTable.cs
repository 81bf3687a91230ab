using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using KubeAssert.OpenApi;

namespace KubeAssert.SchemaCompiler;

/// <summary>The schemas of many versions while they are put together: equal strings and definitions are kept once.</summary>
internal sealed class SchemaTable
{
    private readonly List<(int Major, int Minor)> _versions = [];
    private readonly Interned<string> _strings = new(StringComparer.Ordinal);
    private readonly Interned<byte[]> _definitions = new(new BytesComparer());
    private readonly SortedDictionary<string, SortedDictionary<int, uint>> _types = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Group, string Version, string Kind, string Type), uint> _kinds = [];

    public string Summary =>
        $"{_versions.Count} versions ({string.Join(", ", _versions.Select(v => $"{v.Major}.{v.Minor}"))}), {_types.Count} types in {_definitions.Count} definitions, {_kinds.Count} kinds";

    public void AddAll(SchemaResource resource)
    {
        _versions.AddRange(resource.Versions);
        for (var i = 0; i < resource.StringCount; i++)
            _strings.Add(resource.String(i));
        for (var i = 0; i < resource.DefinitionCount; i++)
            _definitions.Add(resource.DefinitionBytes(i).ToArray());
        foreach (var type in resource.Types)
        {
            foreach (var (versions, definition) in type.Definitions)
                Definitions(resource.String(type.Name))[definition] = versions;
        }

        foreach (var kind in resource.Kinds)
            _kinds[(resource.String(kind.Group), resource.String(kind.Version), resource.String(kind.Kind), resource.String(kind.Type))] = kind.Versions;
    }

    public void Add((int Major, int Minor) version, IReadOnlyDictionary<string, JsonElement> schemas)
    {
        var bit = BitOf(version);
        var encoder = new SchemaEncoder(schemas, _strings.Add);
        foreach (var (name, schema) in schemas.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (!encoder.IsObject(name))
                continue;

            var definitions = Definitions(name);
            var definition = _definitions.Add(encoder.Encode(schema));
            definitions[definition] = definitions.GetValueOrDefault(definition) | bit;
            foreach (var (group, apiVersion, kind) in SchemaEncoder.TopLevelKinds(schema))
            {
                var key = (group, apiVersion, kind, name);
                _kinds[key] = _kinds.GetValueOrDefault(key) | bit;
            }
        }
    }

    public void Write(string path)
    {
        var used = new Compaction(_definitions, _types);
        using var body = new MemoryStream();
        var writer = new SchemaWriter(body);

        var typeNames = _types.Keys.ToDictionary(name => name, _strings.Add);
        var kinds = _kinds.Where(k => k.Value != 0)
            .Select(k => (Group: _strings.Add(k.Key.Group), Version: _strings.Add(k.Key.Version), Kind: _strings.Add(k.Key.Kind), Type: _strings.Add(k.Key.Type), Versions: k.Value))
            .ToList();

        writer.Write(_versions.Count);
        foreach (var (major, minor) in _versions)
        {
            writer.Write(major);
            writer.Write(minor);
        }

        writer.Write(_strings.Count);
        foreach (var text in _strings.Values)
            writer.Write(Encoding.UTF8.GetBytes(text));

        writer.Write(used.Definitions.Count);
        foreach (var definition in used.Definitions)
            writer.Write(definition);

        var types = _types.Where(t => t.Value.Values.Any(versions => versions != 0)).ToList();
        writer.Write(types.Count);
        foreach (var (name, definitions) in types)
        {
            var kept = definitions.Where(d => d.Value != 0).ToList();
            writer.Write(typeNames[name]);
            writer.Write(kept.Count);
            foreach (var (definition, versions) in kept)
            {
                writer.Write((int)versions);
                writer.Write(used.NewIndex[definition]);
            }
        }

        writer.Write(kinds.Count);
        foreach (var kind in kinds)
        {
            writer.Write(kind.Group);
            writer.Write(kind.Version);
            writer.Write(kind.Kind);
            writer.Write(kind.Type);
            writer.Write((int)kind.Versions);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var file = File.Create(path);
        Span<byte> header = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(header, (int)body.Length);
        file.Write(header);
        using var packed = new BrotliStream(file, CompressionLevel.SmallestSize);
        body.Position = 0;
        body.CopyTo(packed);
    }

    private SortedDictionary<int, uint> Definitions(string type)
    {
        if (!_types.TryGetValue(type, out var definitions))
            _types.Add(type, definitions = []);
        return definitions;
    }

    /// <summary>The bit of a version; what was known of that version is forgotten.</summary>
    private uint BitOf((int Major, int Minor) version)
    {
        var at = _versions.IndexOf(version);
        if (at < 0)
        {
            if (_versions.Count == 31)
                throw new FormatException("A resource holds 31 versions at most; start afresh with the versions that matter.");
            _versions.Add(version);
            return 1u << (_versions.Count - 1);
        }

        var bit = 1u << at;
        foreach (var definitions in _types.Values)
        {
            foreach (var definition in definitions.Keys.ToList())
                definitions[definition] &= ~bit;
        }

        foreach (var kind in _kinds.Keys.ToList())
            _kinds[kind] &= ~bit;
        return bit;
    }

    /// <summary>Leaves out the definitions that no version uses any more.</summary>
    private sealed class Compaction
    {
        public Compaction(Interned<byte[]> all, SortedDictionary<string, SortedDictionary<int, uint>> types)
        {
            foreach (var definition in types.Values.SelectMany(d => d).Where(d => d.Value != 0).Select(d => d.Key).Distinct().Order())
            {
                NewIndex.Add(definition, Definitions.Count);
                Definitions.Add(all.Values[definition]);
            }
        }

        public List<byte[]> Definitions { get; } = [];

        public Dictionary<int, int> NewIndex { get; } = [];
    }

    private sealed class Interned<T>(IEqualityComparer<T> comparer)
        where T : notnull
    {
        private readonly Dictionary<T, int> _indexes = new(comparer);

        public List<T> Values { get; } = [];

        public int Count => Values.Count;

        public int Add(T value)
        {
            if (!_indexes.TryGetValue(value, out var index))
            {
                _indexes.Add(value, index = Values.Count);
                Values.Add(value);
            }

            return index;
        }
    }

    private sealed class BytesComparer : IEqualityComparer<byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj)
        {
            var hash = new HashCode();
            hash.AddBytes(obj);
            return hash.ToHashCode();
        }
    }
}
