namespace KubeAssert.Validation;

/// <summary>Configuration for a driver, in a claim or a class (resource validation: validateDeviceConfiguration, validateOpaqueConfiguration).</summary>
internal static class DeviceConfigurationValidation
{
    public static void Check(Node configuration, Problems problems)
    {
        if (configuration.Given("opaque") is not { } opaque)
        {
            problems.Add("required", configuration["opaque"], "needs opaque", "set opaque.driver and opaque.parameters");
            return;
        }

        DeviceNames.CheckDriver(opaque, "driver", problems);
        if (opaque.Given("parameters") is not { } parameters)
            problems.Add("required", opaque["parameters"], "needs parameters", "set the driver's parameters");
        else if (parameters.Kind != NodeKind.Map)
            problems.Add("wrong-type", parameters, "must be an object", "write the driver's parameters as a mapping");
    }
}
