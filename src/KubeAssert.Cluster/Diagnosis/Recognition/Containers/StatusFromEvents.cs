using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Containers;

/// <summary>
/// What events say of a container that never started, before its status does: the kubelet writes the status before it acts, so a failure
/// that nothing else follows (after an init container has ended, say) stands in the status only at the next round, 10 s and more later.
/// </summary>
internal static class StatusFromEvents
{
    public static ObservedContainer Of(DiagnosisContext context, ObservedPod pod, ObservedContainer container)
    {
        if (container.IsRunning || container.LastTermination is not null || container.Restarts > 0)
            return container;

        (ObservedEvent Event, string Reason, string Message)? latest = null;
        ObservedEvent? pulled = null, created = null;
        foreach (var e in context.State.EventsOf(pod))
        {
            if (e.FieldPath != container.FieldPath)
                continue;
            if (e.Reason == "Pulled")
                pulled = Later(pulled, e);
            else if (e.Reason is "Created" or "Started")
                created = Later(created, e);
            else if (Read(e) is { } word && (latest is not { } before || e.LastSeen >= before.Event.LastSeen))
                latest = (e, word.Reason, word.Message);
        }

        if (latest is not { } said || IsAfter(created, said.Event) || (said.Reason == "ErrImagePull" && IsAfter(pulled, said.Event)))
            return container;

        var same = container.WaitingReason == said.Reason || (container.WaitingReason == "ImagePullBackOff" && said.Reason == "ErrImagePull");
        if (!same && container.WaitingReason is not (null or "" or "ContainerCreating" or "PodInitializing"))
            return container;
        return container with
        {
            WaitingReason = same ? container.WaitingReason : said.Reason,
            WaitingMessage = same ? container.WaitingMessage : said.Message,
            Since = container.Since < said.Event.FirstSeen && same ? container.Since : said.Event.FirstSeen,
        };
    }

    private static (string Reason, string Message)? Read(ObservedEvent e) => e.Reason switch
    {
        "Failed" when PullFailure.IsToldBy(e) => ("ErrImagePull", e.Message),
        "Failed" when e.Message.StartsWith("Error: ", StringComparison.Ordinal) && IsConfiguration(e.Message) => ("CreateContainerConfigError", e.Message["Error: ".Length..]),
        "InspectFailed" when e.Message.StartsWith("Failed to apply default image tag", StringComparison.Ordinal) => ("InvalidImageName", e.Message),
        "ErrImageNeverPull" => ("ErrImageNeverPull", e.Message),
        _ => null,
    };

    // "Error: ..." is said of creating and of starting as well
    private static bool IsConfiguration(string message) =>
        ApiMessage.MissingKey(message, null) is not null || ApiMessage.MissingObject(message, null) is { Kind: "ConfigMap" or "Secret" }
        || message.Contains("container has runAsNonRoot", StringComparison.Ordinal);

    private static ObservedEvent Later(ObservedEvent? a, ObservedEvent b) => a is null || b.LastSeen >= a.LastSeen ? b : a;

    private static bool IsAfter(ObservedEvent? a, ObservedEvent b) => a is not null && a.LastSeen > b.LastSeen;
}
