namespace KubeAssert.Model;

/// <summary>A path of plain keys: <c>spec.template</c>.</summary>
internal sealed class KeyPath
{
    private readonly string[] _keys;

    private KeyPath(string[] keys) => _keys = keys;

    public static KeyPath Root { get; } = new([]);

    /// <exception cref="FormatException">A key is empty, or the path is more than keys.</exception>
    public static KeyPath Parse(string path)
    {
        var keys = path.Split('.');
        return !keys.Contains("") && path.AsSpan().IndexOfAny("[]*") < 0
            ? new(keys)
            : throw new FormatException($"The path '{path}' can't be read: keys with dots between them are expected, as in spec.template.");
    }

    public Node At(Node root)
    {
        foreach (var key in _keys)
            root = root[key];
        return root;
    }

    public override string ToString() => string.Join('.', _keys);
}
