using static KubeAssert.Tests.Validation.Validated;

namespace KubeAssert.Tests.Validation;

public sealed class DeviceValidationTests
{
    [Fact]
    public void A_request_asks_for_a_class_of_devices_one_way() =>
        Lines("apiVersion: resource.k8s.io/v1\nkind: ResourceClaim\nmetadata: {name: a}\nspec:\n  devices:\n    requests:\n    - {name: a}\n    - {name: a, exactly: {deviceClassName: gpu, allocationMode: All, count: 2}}\n    - {name: b, firstAvailable: [{name: x}]}\n").Should().Equal(
            "spec.devices.requests[0]: requests no device [validation/one-source]",
            "spec.devices.requests[1].exactly.count: is set, and all devices are requested [validation/conflict]",
            "spec.devices.requests[2].firstAvailable[0].deviceClassName: needs deviceClassName [validation/required]",
            "spec.devices.requests[1]: 'a' is listed twice [validation/duplicate]");

    [Fact]
    public void A_selector_is_CEL_over_the_device_and_comes_to_a_boolean() =>
        Lines("apiVersion: resource.k8s.io/v1\nkind: DeviceClass\nmetadata: {name: a}\nspec:\n  selectors:\n  - {cel: {expression: 'device.driver == \"gpu.example.com\" && device.capacity[\"gpu.example.com\"].memory.compareTo(quantity(\"1Gi\")) > 0'}}\n  - {cel: {expression: 'device.attributes[\"gpu.example.com\"].model == \"A\"'}}\n  - {cel: {expression: device.driver}}\n  - {cel: {expression: device.model}}\n  - {}\n").Should().Equal(
            "spec.selectors[2].cel.expression: must evaluate to bool, not string [validation/cel]",
            "spec.selectors[3].cel.expression: compilation failed: ERROR: <input>:1:7: undefined field 'model' [validation/cel]",
            "spec.selectors[4].cel: needs a CEL expression [validation/required]");

    [Fact]
    public void A_constraint_names_requests_of_the_claim_and_an_attribute_with_its_domain() =>
        Lines("apiVersion: resource.k8s.io/v1\nkind: ResourceClaim\nmetadata: {name: a}\nspec:\n  devices:\n    requests: [{name: a, firstAvailable: [{name: x, deviceClassName: gpu}]}]\n    constraints:\n    - {requests: [a, a/x], matchAttribute: gpu.example.com/numa}\n    - {requests: [b], matchAttribute: numa}\n").Should().Equal(
            "spec.devices.constraints[1].requests[0]: is 'b'; the claim has no request of that name [validation/unknown-request]",
            "spec.devices.constraints[1].matchAttribute: 'numa' has no domain; write it as driver.example.com/numa [validation/invalid-name]");

    [Fact]
    public void A_slice_is_for_one_node_or_for_several_in_one_way() =>
        Lines("apiVersion: resource.k8s.io/v1\nkind: ResourceSlice\nmetadata: {name: a}\nspec:\n  driver: gpu.example.com\n  nodeName: node1\n  allNodes: true\n  pool: {name: p, generation: 1, resourceSliceCount: 1}\n  devices:\n  - {name: d, attributes: {model: {string: A, int: 1}}, nodeName: node1}\n").Should().Equal(
            "spec: sets 2 of nodeName, nodeSelector, allNodes and perDeviceNodeSelection [validation/one-source]",
            "spec.devices[0].attributes[model]: sets 2 of int, bool, string and version [validation/one-source]",
            "spec.devices[0]: selects nodes, and perDeviceNodeSelection is not true [validation/forbidden]");

    [Fact]
    public void Admin_access_needs_the_label_of_the_namespace() =>
        Lines("apiVersion: resource.k8s.io/v1\nkind: ResourceClaim\nmetadata: {name: a}\nspec: {devices: {requests: [{name: a, exactly: {deviceClassName: gpu, adminAccess: true}}]}}\n").Should().Equal(
            "spec.devices.requests[0].adminAccess: requests admin access, which is allowed in namespaces with the label resource.kubernetes.io/admin-access: \"true\" only [validation/admin-access]");
}
