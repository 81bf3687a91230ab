using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Assertions;

/// <summary>Which containers were restarted, a line each.</summary>
internal static class Restarts
{
    public static IReadOnlyList<string> Of(IEnumerable<ObservedPod> pods) =>
        (from pod in pods
         from container in pod.Containers
         where container.Restarts > 0
         orderby pod.Key.Name, container.Name
         select $"{pod.Key}  container {container.Name}: {container.Restarts} {(container.Restarts == 1 ? "restart" : "restarts")}{Ended(container)}").ToArray();

    public static string Count(IReadOnlyList<string> restarts) => restarts.Count == 1 ? "1 container was restarted" : $"{restarts.Count} containers were restarted";

    private static string Ended(ObservedContainer container) =>
        container.Last is { } last ? $"; it ended with exit code {last.ExitCode}{(last.Reason.Length > 0 ? $" ({last.Reason})" : "")}" : "";
}
