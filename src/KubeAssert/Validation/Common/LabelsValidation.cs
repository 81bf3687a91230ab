using System.Text;

namespace KubeAssert.Validation;

/// <summary>Labels and annotations (apimachinery: ValidateLabels, ValidateAnnotations). The API server names the map, not the entry.</summary>
internal static class LabelsValidation
{
    private const int MostAnnotationBytes = 256 * 1024;

    /// <summary>Keys are label keys, values label values.</summary>
    /// <param name="path">The field as the API server names it, where that is not the map's own path.</param>
    public static void CheckLabels(Node labels, Problems problems, string? path = null)
    {
        if (labels is not MapNode map)
            return;

        foreach (ref readonly var entry in map.Span)
        {
            CheckKey(map, entry, problems, path);
            var value = entry.Value.AsString() ?? "";
            if (!Names.IsLabelValue(value))
            {
                problems.Add(
                    "invalid-label",
                    entry.Value,
                    $"label {entry.Key} {NameForm.LabelValue.Problem(value)}",
                    NameForm.LabelValue.Fix(value),
                    path ?? map.Path);
            }
        }
    }

    /// <summary>Keys are label keys in any case; keys and values together take 256 KiB at most.</summary>
    public static void CheckAnnotations(Node annotations, Problems problems, string? path = null)
    {
        if (annotations is not MapNode map)
            return;

        long bytes = 0;
        foreach (ref readonly var entry in map.Span)
        {
            bytes += Encoding.UTF8.GetByteCount(entry.Key) + Encoding.UTF8.GetByteCount(entry.Value.AsString() ?? "");
            if (!Names.IsAnnotationKey(entry.Key))
                problems.AddAtKey("invalid-annotation", map, entry, $"annotation {NameForm.LabelKey.Problem(entry.Key)}", NameForm.LabelKey.Fix(entry.Key), path);
        }

        if (bytes > MostAnnotationBytes)
            problems.Add("too-long", map, $"annotations take {bytes} bytes; {MostAnnotationBytes} are allowed", "keep large data in a ConfigMap", path);
    }

    private static void CheckKey(MapNode map, in MapEntry entry, Problems problems, string? path)
    {
        if (!Names.IsLabelKey(entry.Key))
            problems.AddAtKey("invalid-label", map, entry, $"label {NameForm.LabelKey.Problem(entry.Key)}", NameForm.LabelKey.Fix(entry.Key), path);
    }
}
