namespace KubeAssert.Validation;

/// <summary>DeviceClasses (resource.k8s.io; resource validation: ValidateDeviceClass).</summary>
internal static class DeviceClassValidation
{
    private const int MostConfigurations = 32;

    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);
        var spec = root["spec"];
        DeviceSelectorValidation.Check(spec, problems);
        if (!DeviceLists.AreTooMany(spec, "config", MostConfigurations, problems))
        {
            foreach (var configuration in spec.List("config"))
                DeviceConfigurationValidation.Check(configuration, problems);
        }

        if (problems.Has(KubernetesFeature.DraExtendedResource) && spec.Given("extendedResourceName") is { } name && !ResourceNames.IsExtended(name.AsString() ?? ""))
            problems.Add("resource-name", name, $"is {NameForm.Quoted(name.AsString() ?? "")}, which is not a valid name of an extended resource", "write a domain and a name, as in example.com/gpu");
    }
}
