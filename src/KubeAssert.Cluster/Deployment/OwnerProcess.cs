using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace KubeAssert.Cluster.Deploying;

/// <summary>The process that made something, as a label says it: id and start in seconds, for ids are used again.</summary>
internal static class OwnerProcess
{
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
            return Math.Abs(StartOf(found) - start) > 2;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    private static long StartOf(Process process) => process.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond;
}
