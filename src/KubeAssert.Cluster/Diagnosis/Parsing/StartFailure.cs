namespace KubeAssert.Cluster.Diagnosing.Parsing;

/// <summary>Reads why a container's process could not be started, in the words of runc, crun and the shells.</summary>
internal static class StartFailure
{
    private static readonly string[] NoSuchFile = ["executable file not found", "no such file or directory", "executable file `"];
    private static readonly string[] NotAllowed = ["permission denied", "operation not permitted"];
    private static readonly string[] WrongFormat = ["exec format error"];
    private static readonly string[] NoFile = ["is a directory", "not a directory"];
    private static readonly string[] NoUser = ["no matching entries in passwd", "no matching entries in group", "unable to find user", "unable to find group"];
    private static readonly string[] NoDirectory = ["chdir to cwd", "mkdir cwd", "container init: mkdir "];
    private static readonly string[] NoMemory = ["memory limit too low", "container init was OOM-killed"];

    public static bool HealsNever(string message) =>
        Has(message, NoSuchFile) || Has(message, NotAllowed) || Has(message, WrongFormat) || Has(message, NoFile) || Has(message, NoUser) || Has(message, NoDirectory) || Has(message, NoMemory);

    public static string Say(string message)
    {
        var command = ApiMessage.Quoted(message, "exec: ") is { } name ? $"\"{name}\"" : "its command";
        return Has(message, NoMemory) ? "its memory limit is too low even to start a process"
            : Has(message, NoUser) ? $"the image does not know its user or group: {MessageText.OneLine(Core(message))}"
            : Has(message, NoDirectory) ? $"its working directory can't be entered: {MessageText.OneLine(Core(message))}"
            : Has(message, WrongFormat) ? $"{command} was built for another processor, or is a script without a shebang line"
            : Has(message, NotAllowed) ? $"{command} may not be executed"
            : IsMountProblem(message) ? $"a mount does not fit the image: {MessageText.OneLine(Core(message))}"
            : Has(message, NoSuchFile) ? $"{command} is not in the image"
            : Has(message, NoFile) ? $"{command} is no executable file"
            : $"its process can't be started: {MessageText.OneLine(Core(message))}";
    }

    /// <summary>The field of the container that it is about.</summary>
    public static string PathOf(string message) =>
        Has(message, NoMemory) ? ".resources.limits.memory"
        : Has(message, NoUser) ? ".securityContext"
        : Has(message, NoDirectory) ? ".workingDir"
        : IsMountProblem(message) ? ".volumeMounts"
        : ".command";

    public static string? Fix(string message) =>
        Has(message, NoMemory) ? "raise resources.limits.memory; below some ten Mi no runtime starts a container"
        : Has(message, NoUser) ? "set securityContext.runAsUser and runAsGroup to numbers, or build the image with a user that it has"
        : Has(message, NoDirectory) ? "correct workingDir, or let the container's user enter that directory"
        : Has(message, WrongFormat) ? "build the image for the node's platform, and begin scripts with a line like #!/bin/sh"
        : Has(message, NotAllowed) ? "set the executable bit in the image (COPY --chmod=755), or name the interpreter in command"
        : IsMountProblem(message) ? "check mountPath and subPath: a file can't be mounted over a directory, nor the other way around"
        : Has(message, NoSuchFile) ? "correct command: it must name an executable of the image by its full path or on its PATH; a shell line needs [\"sh\", \"-c\", \"...\"]"
        : null;

    public static string Core(string message)
    {
        foreach (var start in new[] { "unable to start container process: ", "OCI runtime create failed: ", "OCI runtime error: " })
        {
            if (message.IndexOf(start, StringComparison.Ordinal) is >= 0 and var at)
                return message[(at + start.Length)..];
        }

        return message;
    }

    private static bool IsMountProblem(string message) =>
        message.Contains("error mounting", StringComparison.Ordinal) || message.Contains("mount through procfd", StringComparison.Ordinal);

    private static bool Has(string message, string[] signs)
    {
        foreach (var sign in signs)
        {
            if (message.Contains(sign, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
