using static KubeAssert.Tests.Validation.Validated;

namespace KubeAssert.Tests.Validation;

public sealed class ResourceClaimValidationTests
{
    [Fact]
    public void A_request_asks_for_a_class_of_devices_one_way() =>
        Lines("apiVersion: resource.k8s.io/v1\nkind: ResourceClaim\nmetadata: {name: a}\nspec:\n  devices:\n    requests:\n    - {name: a}\n    - {name: a, exactly: {deviceClassName: gpu, allocationMode: All, count: 2}}\n    - {name: b, firstAvailable: [{name: x}]}\n").Should().Equal(
            "spec.devices.requests[0]: asks for no device [validation/one-source]",
            "spec.devices.requests[1]: two requests are named a [validation/duplicate]",
            "spec.devices.requests[1].exactly.count: does not belong to allocationMode All [validation/conflict]",
            "spec.devices.requests[2].firstAvailable[0].deviceClassName: needs deviceClassName [validation/required]");
}
