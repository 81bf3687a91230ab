namespace KubeAssert.Validation;

/// <summary>Names that are kept for admission configuration loaded from files (kubernetes, <c>pkg/apis/admissionregistration/validation/static_suffix.go</c>).</summary>
internal static class StaticNameValidation
{
    private const string Suffix = ".static.k8s.io";

    public static void Check(MapNode root, Problems problems)
    {
        var name = root["metadata"]["name"];
        if (name.AsString()?.EndsWith(Suffix, StringComparison.Ordinal) != true)
            return;
        var severity = problems.Has(KubernetesFeature.ManifestBasedAdmissionControlConfig) ? Severity.Error : Severity.Warning;
        problems.Add("reserved-name", name, $"names ending with \"{Suffix}\" are reserved for static manifest-based configurations and cannot be managed via the API", "choose another name", severity: severity);
    }
}
