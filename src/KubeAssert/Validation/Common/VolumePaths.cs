namespace KubeAssert.Validation;

/// <summary>Paths inside volumes (core validation: validateLocalDescendingPath, ValidateLocalNonReservedPath, validatePathNoBacksteps).</summary>
internal static class VolumePaths
{
    /// <summary>No part of the path may be <c>..</c>.</summary>
    /// <param name="path">The field as the API server names it, where that is not the node's own path.</param>
    public static bool HasNoBacksteps(Node node, Problems problems, string? path = null)
    {
        var text = node.AsString() ?? "";
        if (!HasBackstep(text))
            return true;

        problems.Add("path", node, $"is {NameForm.Quoted(text)}, which steps up by '..'", "write the path without '..'", path);
        return false;
    }

    /// <summary>The path must be relative and stay inside the volume.</summary>
    public static void IsDescending(Node node, Problems problems, string? path = null)
    {
        var text = node.AsString() ?? "";
        if (text.StartsWith('/'))
            problems.Add("path", node, $"is {NameForm.Quoted(text)}; a relative path is needed", $"write {text.TrimStart('/')}", path);
        HasNoBacksteps(node, problems, path);
    }

    /// <summary>The path must be relative, stay inside the volume, and not begin with <c>..</c>: such names are the kubelet's.</summary>
    public static void IsNotReserved(Node node, Problems problems, string? path = null)
    {
        IsDescending(node, problems, path);
        var text = node.AsString() ?? "";
        if (text.StartsWith("..", StringComparison.Ordinal) && !text.StartsWith("../", StringComparison.Ordinal) && text != "..")
            problems.Add("path", node, $"is {NameForm.Quoted(text)}; names that begin with '..' are reserved", "choose another name", path);
    }

    private static bool HasBackstep(string text)
    {
        if (!text.Contains("..", StringComparison.Ordinal))
            return false;

        var rest = text.AsSpan();
        while (true)
        {
            var slash = rest.IndexOf('/');
            if ((slash < 0 ? rest : rest[..slash]) is "..")
                return true;
            if (slash < 0)
                return false;
            rest = rest[(slash + 1)..];
        }
    }
}
