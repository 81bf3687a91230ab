namespace KubeAssert.Validation;

/// <summary>PodTemplate objects and ControllerRevisions: pod templates and other data that are kept for controllers.</summary>
internal static class PodTemplateKindValidation
{
    /// <summary>core validation: ValidatePodTemplate.</summary>
    public static void CheckPodTemplate(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        PodTemplateValidation.Check(root, problems);
    }

    /// <summary>apps validation: ValidateControllerRevisionCreate.</summary>
    public static void CheckControllerRevision(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems, keepsGeneration: true);
        problems.NotNegative(root, "revision");
        if (root.Given("data") is not MapNode)
            problems.Add("required", root["data"], "needs data, which is an object", "write the state as a map");
    }
}
