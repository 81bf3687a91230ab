using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KubeAssert.Cluster.Deploying;

/// <summary>The process that made something, as a label says it: the machine, the id, and when it started, for ids are used again.</summary>
internal static class OwnerProcess
{
    private static readonly string[] Identities = ["/etc/machine-id", "/proc/self/ns/pid"];
    private static readonly Lazy<string> ThisHost = new(FindHost);

    /// <summary>Where process ids mean the same: the machine's name, and on Linux what tells machines and containers of one name apart.</summary>
    public static string Host => ThisHost.Value;

    public static string Current()
    {
        using var self = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"{self.Id}.{StartOf(self)}");
    }

    /// <summary>Whether a process of this host is gone for sure.</summary>
    public static bool IsGone(string owner)
    {
        var parts = owner.Split('.');
        if (parts.Length != 2 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var id) || !long.TryParse(parts[1], CultureInfo.InvariantCulture, out var start))
            return false;
        try
        {
            using var found = Process.GetProcessById(id);
            return StartOf(found) != start;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Linux counts from its boot, so that setting the clock makes no process look like another; elsewhere the system keeps the time of day that it noted.</summary>
    /// <returns>-1 for a process that has ended and that its parent did not ask about yet.</returns>
    private static long StartOf(Process process)
    {
        if (!OperatingSystem.IsLinux())
            return process.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond;

        // the name, in brackets, may hold anything; the state is the first word after it, the start the twentieth
        var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/stat"));
        var words = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return words[0] is "Z" or "X" ? -1 : long.Parse(words[19], CultureInfo.InvariantCulture);
    }

    private static string FindHost()
    {
        var parts = Identities.Select(Identity).Where(i => i.Length > 0).ToArray();
        return parts.Length == 0 ? Environment.MachineName
            : $"{Environment.MachineName}-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))), 0, 4)}";
    }

    private static string Identity(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget is { } target && target.Contains('[', StringComparison.Ordinal) ? target : File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
