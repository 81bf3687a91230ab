namespace KubeAssert.Validation;

/// <summary>Metadata of a claim template inside a pod: labels and annotations only (core validation: ValidateTemplateObjectMeta).</summary>
internal static class ClaimTemplateValidation
{
    public static void CheckMetadata(Node template, Problems problems)
    {
        if (template.Given("metadata") is not MapNode metadata)
            return;

        foreach (ref readonly var entry in metadata.Span)
        {
            switch (entry.Key)
            {
                case "labels":
                    LabelsValidation.CheckLabels(entry.Value, problems);
                    break;
                case "annotations":
                    LabelsValidation.CheckAnnotations(entry.Value, problems);
                    break;
                default:
                    if (!Problems.IsEmpty(entry.Value) && entry.Value.Whole() != 0)
                        problems.Add("forbidden", entry.Value, $"{entry.Key} can't be set in a template", "remove it", entry.Key == "uid" ? NodePaths.Child(metadata, "uID") : null);
                    break;
            }
        }
    }
}
