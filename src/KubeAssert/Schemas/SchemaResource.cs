using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace KubeAssert.OpenApi;

/// <summary>
/// The compact form of the schemas of all Kubernetes versions in the package. What versions have in common is stored once;
/// names and definitions are decoded when they are asked for. Safe to share between threads.
/// </summary>
/// <remarks>
/// Layout, in variable-length integers unless said otherwise: length of the unpacked rest (4 bytes, little endian), then packed by Brotli:
/// versions (major, minor); strings (length, UTF-8); definitions (length, bytes); types (name, then pairs of versions and definition);
/// kinds (group, version, kind, type, versions). A set of versions is a bit mask in the order of the versions.
/// </remarks>
internal sealed class SchemaResource
{
    private const string ResourceName = "KubeAssert.Schemas.Compiled.kubernetes.schemas";

    private static readonly Lazy<SchemaResource> Packaged = new(LoadPackaged);

    private readonly byte[] _bytes;
    private readonly int[] _stringAt;
    private readonly string?[] _strings;
    private readonly int[] _definitionAt;

    private SchemaResource(byte[] bytes)
    {
        _bytes = bytes;
        var reader = new SchemaReader(bytes, 0);

        var versions = new (int, int)[reader.ReadInteger()];
        for (var i = 0; i < versions.Length; i++)
            versions[i] = (reader.ReadInteger(), reader.ReadInteger());
        Versions = versions;

        _stringAt = SkipAll(ref reader);
        _strings = new string?[_stringAt.Length];
        _definitionAt = SkipAll(ref reader);

        var types = new TypeEntry[reader.ReadInteger()];
        for (var i = 0; i < types.Length; i++)
        {
            var name = reader.ReadInteger();
            var definitions = new (uint Versions, int Definition)[reader.ReadInteger()];
            for (var d = 0; d < definitions.Length; d++)
                definitions[d] = ((uint)reader.ReadInteger(), reader.ReadInteger());
            types[i] = new TypeEntry(name, definitions);
        }

        Types = types;

        var kinds = new KindEntry[reader.ReadInteger()];
        for (var i = 0; i < kinds.Length; i++)
            kinds[i] = new KindEntry(reader.ReadInteger(), reader.ReadInteger(), reader.ReadInteger(), reader.ReadInteger(), (uint)reader.ReadInteger());
        Kinds = kinds;
    }

    /// <summary>The resource inside this assembly.</summary>
    public static SchemaResource Default => Packaged.Value;

    public IReadOnlyList<(int Major, int Minor)> Versions { get; }

    public IReadOnlyList<TypeEntry> Types { get; }

    public IReadOnlyList<KindEntry> Kinds { get; }

    public int StringCount => _strings.Length;

    public int DefinitionCount => _definitionAt.Length;

    public static SchemaResource Read(Stream stream)
    {
        Span<byte> header = stackalloc byte[4];
        stream.ReadExactly(header);
        var bytes = new byte[BinaryPrimitives.ReadInt32LittleEndian(header)];
        using var unpacked = new BrotliStream(stream, CompressionMode.Decompress);
        unpacked.ReadExactly(bytes);
        return new SchemaResource(bytes);
    }

    public string String(int index)
    {
        if (_strings[index] is { } known)
            return known;

        var reader = new SchemaReader(_bytes, _stringAt[index]);
        var length = reader.ReadInteger();
        return _strings[index] = Encoding.UTF8.GetString(_bytes, reader.Position, length);
    }

    /// <summary>A reader that stands on the first byte of a definition.</summary>
    public SchemaReader Definition(int index)
    {
        var reader = new SchemaReader(_bytes, _definitionAt[index]);
        _ = reader.ReadInteger();
        return reader;
    }

    public ReadOnlySpan<byte> DefinitionBytes(int index)
    {
        var reader = new SchemaReader(_bytes, _definitionAt[index]);
        var length = reader.ReadInteger();
        return _bytes.AsSpan(reader.Position, length);
    }

    private static int[] SkipAll(ref SchemaReader reader)
    {
        var places = new int[reader.ReadInteger()];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = reader.Position;
            reader.Skip(reader.ReadInteger());
        }

        return places;
    }

    private static SchemaResource LoadPackaged()
    {
        using var stream = typeof(SchemaResource).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The assembly was built without its resource {ResourceName}; compile it with tools/KubeAssert.SchemaCompiler.");
        return Read(stream);
    }

    /// <summary>A type's name and its definitions by versions.</summary>
    internal readonly record struct TypeEntry(int Name, (uint Versions, int Definition)[] Definitions);

    /// <summary>A kind that an object can have at the top, its type, and the versions that know it.</summary>
    internal readonly record struct KindEntry(int Group, int Version, int Kind, int Type, uint Versions);
}

/// <summary>Reads the integers of the compact form.</summary>
internal struct SchemaReader(byte[] bytes, int position)
{
    public int Position { get; private set; } = position;

    public int ReadInteger()
    {
        uint value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[Position++];
            value |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
                return (int)value;
        }
    }

    public void Skip(int length) => Position += length;
}
