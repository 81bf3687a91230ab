using System.Buffers;
using System.Text;

namespace KubeAssert.Validation;

/// <summary>What a pod's operating system allows (core validation: validateOS, validateLinux, validateWindows, validateWindowsSecurityContextOptions, validateWindowsHostProcessPod).</summary>
internal static class WindowsValidation
{
    private const int LongestCredentials = 64 * 1024;

    private static readonly SearchValues<char> NeverInUser = SearchValues.Create("\"/\\:;|=,+*?<>@[]");
    private static readonly SearchValues<char> NeverInNetBios = SearchValues.Create("\\/:*?\"<>|");

    private static readonly string[] ContainerFields =
    [
        "appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities", "readOnlyRootFilesystem", "privileged",
        "allowPrivilegeEscalation", "procMount", "runAsUser", "runAsGroup",
    ];

    private static readonly string[] PodFields =
    [
        "appArmorProfile", "seLinuxOptions", "seccompProfile", "fsGroup", "fsGroupChangePolicy", "runAsUser", "runAsGroup",
        "supplementalGroups", "supplementalGroupsPolicy", "seLinuxChangePolicy",
    ];

    private static readonly string[] ContainerLists = ["initContainers", "containers", "ephemeralContainers"];

    public static void CheckPod(PodScope pod)
    {
        CheckHostProcess(pod);
        if (pod.OperatingSystem is not { } system)
            return;

        if (system.Length == 0)
            pod.Problems.Add("required", pod.Spec["os"]["name"], "needs name", "write linux or windows");
        else if (system is not ("linux" or "windows"))
            pod.Problems.Add("unsupported-value", pod.Spec["os"]["name"], $"is {NameForm.Quoted(system)}; linux and windows are supported", "write linux or windows", NodePaths.Child(pod.Spec, "os"));
        else if (system == "linux")
            CheckLinux(pod);
        else
            CheckWindows(pod);
    }

    private static void CheckLinux(PodScope pod)
    {
        Forbid(pod.Spec.Given("securityContext"), ["windowsOptions"], "linux", pod.Problems);
        foreach (var list in ContainerLists)
        {
            foreach (var container in pod.Spec.List(list))
                Forbid(container.Given("securityContext"), ["windowsOptions"], "linux", pod.Problems);
        }
    }

    private static void CheckWindows(PodScope pod)
    {
        var spec = pod.Spec;
        var context = spec.Given("securityContext");
        Forbid(context, PodFields, "windows", pod.Problems);
        if (context is not null && !context.List("sysctls").IsEmpty)
            Forbid(context, ["sysctls"], "windows", pod.Problems);
        Forbid(spec, ["hostUsers", "shareProcessNamespace"], "windows", pod.Problems);
        if (pod.HostPid)
            Forbid(spec, ["hostPID"], "windows", pod.Problems);
        if (pod.HostIpc)
            Forbid(spec, ["hostIPC"], "windows", pod.Problems);
        foreach (var list in ContainerLists)
        {
            foreach (var container in spec.List(list))
                Forbid(container.Given("securityContext"), ContainerFields, "windows", pod.Problems);
        }
    }

    private static void Forbid(Node? parent, ReadOnlySpan<string> keys, string system, Problems problems)
    {
        foreach (var key in keys)
        {
            if (parent?.Given(key) is { } node)
                problems.Add("operating-system", node, $"{key} can't be set in a pod for {system}", $"remove {key}");
        }
    }

    /// <summary>Containers that run as processes of a Windows node: all of them or none, and on the node's network.</summary>
    private static void CheckHostProcess(PodScope pod)
    {
        var ofPod = HostProcess(pod.Spec);
        int containers = 0, hostProcesses = 0;
        foreach (var list in ContainerLists)
        {
            foreach (var container in pod.Spec.List(list))
            {
                containers++;
                var own = HostProcess(container);
                if (own ?? ofPod ?? false)
                    hostProcesses++;
                if (ofPod is not null && own is not null && own != ofPod)
                    pod.Problems.Add("host-process", container["securityContext"]["windowsOptions"]["hostProcess"], "differs from the pod's hostProcess", "set it in one place, or to one value");
            }
        }

        if (hostProcesses == 0)
            return;
        if (hostProcesses != containers)
            pod.Problems.Add("host-process", pod.Spec, $"runs {hostProcesses} of {containers} containers as processes of the node; all or none can", "set hostProcess for the pod as a whole");
        if (!pod.HostNetwork)
            pod.Problems.Add("host-process", pod.Spec["hostNetwork"], "must be true, as containers run as processes of the node", "set hostNetwork: true");
    }

    private static bool? HostProcess(Node owner) =>
        owner.Given("securityContext")?.Given("windowsOptions")?.Boolean("hostProcess");

    public static void CheckOptions(Node context, Problems problems)
    {
        if (context.Given("windowsOptions") is not { } options)
            return;

        if (options.Given("gmsaCredentialSpecName") is { } name)
            problems.HasForm(name, NameForm.DnsSubdomain);
        if (options.Given("gmsaCredentialSpec")?.AsString() is { } spec && (spec.Length == 0 || Encoding.UTF8.GetByteCount(spec) > LongestCredentials))
            problems.Add("out-of-range", options["gmsaCredentialSpec"], spec.Length == 0 ? "is empty" : "takes more than 64 KiB", "write the credential spec, or remove the field");
        if (options.Given("runAsUserName")?.AsString() is { } user && UserProblem(user) is { } problem)
            problems.Add("invalid-name", options["runAsUserName"], problem, "write DOMAIN\\USER or USER");
    }

    private static string? UserProblem(string text)
    {
        if (text.Length == 0)
            return "is empty";
        foreach (var c in text)
        {
            if (c is < ' ' or '\x7f')
                return "has control characters";
        }

        var parts = text.Split('\\');
        if (parts.Length > 2)
            return "has more than one '\\'";
        var user = parts[^1];
        if (parts.Length == 2 && (parts[0].Length >= 256 || !(IsNetBios(parts[0]) || IsDns(parts[0]))))
            return $"has the domain {NameForm.Quoted(parts[0])}, which is neither a NetBIOS nor a DNS name";
        if (user.Length is 0 or > 104)
            return user.Length == 0 ? "names no user" : "has a user of more than 104 characters";
        if (user.AsSpan().Trim(". ").IsEmpty)
            return "has a user of dots and blanks alone";
        return user.AsSpan().IndexOfAny(NeverInUser) >= 0 ? "has characters that no user's name has (\"/\\:;|=,+*?<>@[])" : null;
    }

    private static bool IsNetBios(string domain) =>
        domain.Length is > 0 and <= 15 && domain[0] != '.' && domain.AsSpan().IndexOfAny(NeverInNetBios) < 0;

    private static bool IsDns(string domain)
    {
        foreach (var label in domain.Split('.'))
        {
            if (!Names.IsDnsLabel(label.ToLowerInvariant()))
                return false;
        }

        return true;
    }
}
