using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert;

/// <content>Mistakes in what containers start.</content>
public static partial class Rules
{
    private static readonly char[] Blanks = [' ', '\t', '\n', '\r'];

    /// <summary>Words that a shell knows itself and that are no script's name.</summary>
    private static readonly HashSet<string> ShellWords = new(StringComparer.Ordinal)
    {
        "echo", "cd", "export", "exec", "while", "until", "for", "if", "set", "exit", "sleep", "true", "test", "[", "trap", "source",
    };

    private static readonly HashSet<string> Operators = new(StringComparer.Ordinal) { "&&", "||", "|", ">", ">>", "2>&1", ">&2" };

    /// <summary>A shell that is given a script as text is told so by <c>-c</c>.</summary>
    public static Rule ShellScriptFollowsDashC { get; } = Rule
        .For<Container>("shell-script-follows-dash-c", "A shell that is given a script as text is told so by -c")
        .Because("the shell takes the text for the name of a file, and ends with 'No such file or directory'")
        .Fix("put -c before the script, and write the script as one item")
        .Check((c, context) => CommandLine.Started(c).SelectMany(words => ScriptFaults(words, context)))
        .Page();

    /// <summary>What only a shell understands is given to a shell.</summary>
    public static Rule ShellLineHasAShell { get; } = Rule
        .For<Container>("shell-line-has-a-shell", "What only a shell understands is given to a shell")
        .Because("without a shell the words go to the program as they are: the line after && never runs, and no program has blanks in its name")
        .Fix("write command: [sh, -c, \"...\"], or each word as an item of its own")
        .Where(c => !c.IsForWindows())
        .Check((c, context) => CommandLine.Started(c).SelectMany(words => ShellLines(words, context)))
        .Page();

    /// <summary>The heap that a program is allowed fits its container's memory limit.</summary>
    public static Rule HeapFitsMemoryLimit { get; } = Rule
        .For<Container>("heap-fits-memory-limit", "The heap that a program is allowed fits the memory limit of its container")
        .Because("the kernel would end it (OOMKilled) before it ever cleans up its heap")
        .Fix("set the heap to about three quarters of the limit, or use -XX:MaxRAMPercentage=75")
        .Where(PodFacts.IsLasting)
        .Check((c, context) => HeapFlags.Of(c)
            .Where(h => LimitRanges.Of(context.Manifests).Limit(c, "memory") is { } limit && h.Bytes >= limit.Value)
            .Select(h => context.Finding(h.Node, $"allows a heap of {h.Text}, but the memory limit is {LimitRanges.Of(context.Manifests).Limit(c, "memory")}", nearest: LimitOf(c))))
        .Page();

    /// <summary>A preStop hook ends before the pod is killed.</summary>
    public static Rule PreStopFitsGracePeriod { get; } = Rule
        .For<Container>("pre-stop-fits-grace-period", "A preStop hook ends before its pod is killed")
        .Because("the container would be killed in the middle of the hook, and never get the signal to end by itself")
        .Fix("set terminationGracePeriodSeconds to the hook's time and what the program needs to end")
        .Check(LongHooks)
        .Page();

    private static string? LimitOf(Container container) =>
        container["resources"]["limits"]["memory"] is { HasValue: true } limit ? $"the limit ({limit.Location})" : null;

    private static IEnumerable<Finding> ScriptFaults(List<Node> words, RuleContext context)
    {
        if (!CommandLine.IsShell(words[0].Text))
            yield break;

        var (at, isText) = CommandLine.ScriptOf(words);
        var shell = words[0].Text;
        if (at < 0)
        {
            if (isText)
                yield return context.Finding(words[^1], $"tells {shell} to run a text by -c, and there is none");
        }
        else if (words[at].Text is not { } script)
        {
            yield break;
        }
        else if (!isText && (script.IndexOfAny(Blanks) >= 0 || ShellWords.Contains(script)))
        {
            yield return context.Finding(words[at], $"gives {shell} {CommandLine.Shown(script)} without -c, which it takes for the name of a file");
        }
        else if (isText && at + 1 < words.Count && script.Length > 0 && script.IndexOfAny(Blanks) < 0 && !script.Contains('$', StringComparison.Ordinal) && !script.Contains('/', StringComparison.Ordinal))
        {
            yield return context.Finding(
                words[at], $"runs {CommandLine.Shown(script)} alone: what follows the script are its parameters, {CommandLine.Shown(words[at + 1].Text ?? "")} is its $0",
                fix: "write the whole line as one item");
        }
    }

    private static IEnumerable<Finding> ShellLines(List<Node> words, RuleContext context)
    {
        if (CommandLine.IsShell(words[0].Text))
            yield break;
        if (words[0].Text is { } program && program.Trim().IndexOfAny(Blanks) >= 0 && !program.Contains('\\', StringComparison.Ordinal))
            yield return context.Finding(words[0], $"starts a program named {CommandLine.Shown(program)}, blanks included");
        var lone = words.Find(word => word.Text is { } text && Operators.Contains(text));
        if (lone is not null)
            yield return context.Finding(lone, $"gives {lone.Text} to {CommandLine.Shown(words[0].Text ?? "")} as a word, as no shell reads it");
    }

    private static IEnumerable<Finding> LongHooks(Container container, RuleContext context)
    {
        var hook = container["lifecycle"]["preStop"];
        if (!hook.HasValue)
            yield break;
        var written = container.PodTemplate.Spec["terminationGracePeriodSeconds"];
        var grace = written.AsInteger() ?? 30;
        var (node, seconds) = HookTime.Of(hook);
        if (seconds >= grace && seconds > 0)
            yield return context.Finding(node, $"waits {Count(seconds, "second")}, but the pod is killed after {grace}{(written.HasValue ? "" : ", as nothing else is written")}", nearest: written.HasValue ? $"terminationGracePeriodSeconds ({written.Location})" : null);
    }
}
