using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Parsing;

/// <summary>What a process' exit code means.</summary>
internal static class ExitCodes
{
    public static string Meaning(Termination ended) => ended switch
    {
        { Reason: "OOMKilled" } => "killed for want of memory: SIGKILL",
        _ => Meaning(ended.ExitCode),
    };

    public static string Meaning(int code) => code switch
    {
        0 => "it ended without an error",
        1 => "a general error of the program",
        2 => "wrong usage: a shell's or interpreter's complaint about its arguments or script",
        125 => "the container could not be run",
        126 => "the command was found but can't be executed",
        127 => "command not found",
        128 => "the process could not be started",
        129 => "SIGHUP",
        130 => "SIGINT",
        131 => "SIGQUIT",
        132 => "SIGILL: built for another processor?",
        134 => "SIGABRT: the program aborted itself",
        135 => "SIGBUS",
        136 => "SIGFPE: an arithmetic error",
        137 => "SIGKILL: killed from outside, by a probe, for want of memory, or at the end of the grace period",
        139 => "SIGSEGV: a segmentation fault",
        141 => "SIGPIPE",
        143 => "SIGTERM: it was asked to stop",
        > 128 and < 160 => $"signal {code - 128}",
        _ => "an error code of the program's own",
    };
}
