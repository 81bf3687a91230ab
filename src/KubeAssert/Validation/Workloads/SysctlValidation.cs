namespace KubeAssert.Validation;

/// <summary>Kernel parameters of a pod (core/v1 Sysctl; core validation: validateSysctls, ValidateHostSysctl).</summary>
internal static class SysctlValidation
{
    private const int LongestName = 253;

    public static void Check(Node context, PodScope pod)
    {
        var problems = pod.Problems;
        var names = new SeenTexts();
        foreach (var sysctl in context.List("sysctls"))
        {
            var name = sysctl.String("name");
            if (name.Length == 0)
                problems.Add("required", sysctl["name"], "needs name", "set the parameter's name");
            else if (!IsName(name))
                problems.Add("invalid-name", sysctl["name"], $"is {NameForm.Quoted(name)}, which is no kernel parameter (lower-case letters, digits, '-' and '_', in parts with '.' or '/' between)", "write it as net.core.somaxconn");
            else if (!names.Add(name))
                problems.Add("duplicate", sysctl["name"], $"is {name}, which is set already", "set each parameter once");

            CheckNamespace(sysctl, name, pod);
        }
    }

    /// <summary>A parameter of a namespace that the pod shares with the node can't be set.</summary>
    private static void CheckNamespace(Node sysctl, string name, PodScope pod)
    {
        var dotted = Dotted(name);
        if (pod.HostNetwork && dotted.StartsWith("net.", StringComparison.Ordinal))
            pod.Problems.Add("conflict", sysctl["name"], $"is {name}, and the pod uses the node's network", "remove it, or remove hostNetwork");
        if (pod.HostIpc && IsOfIpc(dotted))
            pod.Problems.Add("conflict", sysctl["name"], $"is {name}, and the pod uses the node's IPC namespace", "remove it, or remove hostIPC");
    }

    private static bool IsOfIpc(string name) =>
        name.StartsWith("fs.mqueue.", StringComparison.Ordinal)
        || name is "kernel.sem" or "kernel.shm" or "kernel.shmall" or "kernel.shmmax" or "kernel.shmmni" or "kernel.shm_rmid_forced"
            or "kernel.msg" or "kernel.msgmax" or "kernel.msgmnb" or "kernel.msgmni";

    /// <summary>A name with '/' between its parts, which then may hold '.', in the form with '.'.</summary>
    private static string Dotted(string name)
    {
        var separator = name.AsSpan().IndexOfAny('.', '/');
        return separator < 0 || name[separator] == '.' ? name : name.Replace('.', '\0').Replace('/', '.').Replace('\0', '/');
    }

    private static bool IsName(string name)
    {
        if (name.Length > LongestName)
            return false;

        var begins = true;
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            var isPlain = char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
            var ends = i + 1 == name.Length || name[i + 1] is '.' or '/';
            if (c is '.' or '/')
            {
                if (begins)
                    return false;
                begins = true;
                continue;
            }

            if (!isPlain && (begins || ends || c is not ('-' or '_')))
                return false;
            begins = false;
        }

        return !begins;
    }
}
