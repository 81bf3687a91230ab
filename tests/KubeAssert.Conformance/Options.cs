namespace KubeAssert.Conformance;

/// <summary>What was typed behind a command: the file or folder first, then <c>--name value</c> pairs.</summary>
internal sealed class Options(string[] arguments)
{
    public string Path => arguments[0];

    public string? this[string name]
    {
        get
        {
            var at = Array.IndexOf(arguments, "--" + name);
            return at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
        }
    }
}
