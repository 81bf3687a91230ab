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

    /// <summary>The exit code: 1 when fewer agree than <c>--at-least PERCENT</c> asks for.</summary>
    public int AtLeast(int agreed, int all) =>
        this["at-least"] is { } least && 100.0 * agreed / all < double.Parse(least, System.Globalization.CultureInfo.InvariantCulture) ? 1 : 0;
}
