namespace KubeAssert.Validation;

/// <summary>Events (core/v1 and events.k8s.io).</summary>
/// <remarks>Source: core validation: ValidateEventCreate.</remarks>
internal static class EventValidation
{
    private const int LongestWord = 128;
    private const int LongestNote = 1024;

    public static void Check(MapNode root, Problems problems)
    {
        var isCore = problems.Manifest.Group.Length == 0;
        MetadataValidation.Check(root, isCore ? NameForm.PathSegment : NameForm.DnsSubdomain, isNamespaced: true, problems);
        var subject = root[isCore ? "involvedObject" : "regarding"];
        CheckNamespace(root, subject, problems);
        if (root.Has("eventTime"))
            CheckNew(root, isCore, problems);
        if (!isCore)
            CheckStrict(root, problems);
    }

    private static void CheckNamespace(MapNode root, Node subject, Problems problems)
    {
        var own = root["metadata"].String("namespace") is { Length: > 0 } given ? given : "default";
        var other = subject.String("namespace");
        var agrees = other.Length > 0 ? root.Has("eventTime") || other == own : own == "default" || (root.Has("eventTime") && own == "kube-system");
        if (!agrees)
            problems.Add("event", subject["namespace"], other.Length == 0 ? $"is not set, but the event is in {own}" : $"is {other}, but the event is in {own}", $"set {own}", "involvedObject.namespace");
    }

    private static void CheckNew(MapNode root, bool isCore, Problems problems)
    {
        var controller = isCore ? "reportingComponent" : "reportingController";
        if (problems.Require(root, controller))
            problems.HasForm(root[controller], NameForm.LabelKey);
        RequireShort(root, "reportingInstance", "reportingInstance", problems);
        RequireShort(root, "action", "action", problems);
        RequireShort(root, "reason", "reason", problems);
        var note = isCore ? "message" : "note";
        if (System.Text.Encoding.UTF8.GetByteCount(root.String(note)) > LongestNote)
            problems.Add("too-long", root[note], $"has more than {LongestNote} bytes", "shorten it", "message");
    }

    private static void RequireShort(MapNode root, string key, string path, Problems problems)
    {
        if (problems.Require(root, key) && System.Text.Encoding.UTF8.GetByteCount(root.String(key)) > LongestWord)
            problems.Add("too-long", root[key], $"has more than {LongestWord} bytes", "shorten it", path);
    }

    /// <summary>The newer group is strict: no field of the old way of counting.</summary>
    private static void CheckStrict(MapNode root, Problems problems)
    {
        problems.Require(root, "eventTime", "set the time");
        if (root.String("type") is not ("Normal" or "Warning"))
            problems.Add("unsupported-value", root["type"], $"is {NameForm.Quoted(root.String("type"))}; Normal and Warning are supported", "use Normal or Warning");
        MustBeUnset(root, "deprecatedFirstTimestamp", "firstTimestamp", problems);
        MustBeUnset(root, "deprecatedLastTimestamp", "lastTimestamp", problems);
        if ((root.Integer("deprecatedCount") ?? 0) != 0)
            MustBeUnset(root, "deprecatedCount", "count", problems);
        if (root["deprecatedSource"].String("component").Length > 0 || root["deprecatedSource"].String("host").Length > 0)
            MustBeUnset(root, "deprecatedSource", "source", problems);
        if (root.Given("series") is not { } series)
            return;
        if ((series.Integer("count") ?? 0) is var count and < 2)
            problems.Add("out-of-range", series["count"], $"is {count}; a series has two events at least", "set 2 or more");
        problems.Require(series, "lastObservedTime");
    }

    private static void MustBeUnset(MapNode root, string key, string path, Problems problems)
    {
        if (root.Given(key) is { } value)
            problems.Add("forbidden", value, $"{key} belongs to events of the core group", "remove it", path);
    }
}
