using KubeAssert.Loading;
using System.Text.RegularExpressions;
using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>Whether a profile activates itself: by the environment, the command, or the kubeconfig's current context.</summary>
internal static class SkaffoldActivation
{
    private const string Command = "render";

    private static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(1);

    /// <summary>Whether one of its conditions holds, or each where it wants each.</summary>
    /// <exception cref="RenderException">A condition can't be understood.</exception>
    public static bool Holds(Node profile, string source)
    {
        var conditions = profile["activation"].Items;
        return conditions.Count > 0
            && (profile["requiresAllActivations"].AsBoolean() == true ? conditions.All(c => IsMet(c, source)) : conditions.Any(c => IsMet(c, source)));
    }

    private static bool IsMet(Node condition, string source) =>
        (condition["command"].Text is not { Length: > 0 } command || Matches(command, Command))
        && (condition["env"].Text is not { Length: > 0 } variable || IsSet(variable, condition["env"], source))
        && (condition["kubeContext"].Text is not { Length: > 0 } context || Matches(context, CurrentContext()));

    /// <summary><c>NAME=pattern</c>; nothing behind the sign asks for a variable that is empty or not set.</summary>
    private static bool IsSet(string condition, Node node, string source)
    {
        var equals = condition.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            throw new RenderException(source, $"{node.Location} is activated by {condition}, which is no condition on a variable", "write NAME=value");
        var value = Environment.GetEnvironmentVariable(condition[..equals]) ?? "";
        return equals == condition.Length - 1 ? value.Length == 0 : Matches(condition[(equals + 1)..], value);
    }

    /// <summary>Whether the text is, or holds, what the pattern describes; <c>!</c> before it turns this round.</summary>
    private static bool Matches(string pattern, string text)
    {
        if (pattern.StartsWith('!'))
            return !Matches(pattern[1..], text);
        if (pattern == text)
            return true;
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, MatchLimit);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string CurrentContext()
    {
        var files = Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } named
            ? named.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            : [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config")];
        foreach (var file in files.Where(File.Exists))
        {
            try
            {
                var context = YamlReader.Read(RegularFile.ReadText(file), file, new List<ReadProblem>()).Select(d => d.Root["current-context"].Text).FirstOrDefault(text => text is { Length: > 0 });
                if (context is not null)
                    return context;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // as if it were not there
            }
        }

        return "";
    }
}
