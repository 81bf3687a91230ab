using static KubeAssert.Tests.Validation.Validated;

namespace KubeAssert.Tests.Validation;

public sealed class ServiceValidationTests
{
    private const string Head = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n";

    [Fact]
    public void A_service_without_ports_is_reported() =>
        Lines(Head + "spec:\n  selector: {app: web}\n").Should().Equal("spec.ports: needs a port [validation/required]");

    [Theory]
    [InlineData("spec:\n  clusterIP: None\n")]
    [InlineData("spec:\n  type: ExternalName\n  externalName: db.example.com.\n")]
    [InlineData("spec:\n  type: LoadBalancer\n  externalTrafficPolicy: Local\n  loadBalancerSourceRanges: [' 10.0.0.0/8 ']\n  ports: [{port: 80}]\n")]
    [InlineData("spec:\n  ports: [{port: 53, protocol: UDP, name: dns}, {port: 53, name: dns-tcp}]\n")]
    [InlineData("spec:\n  clusterIP: None\n  ipFamilies: [IPv4, IPv6]\n  ports: [{port: 80}]\n")]
    public void A_good_service_is_left_alone(string spec) => Lines(Head + spec).Should().BeEmpty();

    [Fact]
    public void Several_ports_need_names_of_their_own() =>
        Lines(Head + "spec:\n  ports: [{port: 80, name: http}, {port: 81, name: http}, {port: 82}]\n").Should().Equal(
            "spec.ports[1].name: two ports are named http [validation/duplicate]",
            "spec.ports[2].name: needs a name: the Service has several ports [validation/required]");

    [Fact]
    public void The_same_port_and_protocol_twice_is_reported() =>
        Lines(Head + "spec:\n  ports: [{port: 80, name: a}, {port: 80, name: b, protocol: TCP}]\n").Should().Equal(
            "spec.ports[1]: repeats port 80/TCP [validation/duplicate]");

    [Fact]
    public void Node_ports_belong_to_other_types() =>
        Lines(Head + "spec:\n  ports: [{port: 80, nodePort: 30080}]\n").Should().Equal(
            "spec.ports[0].nodePort: a Service of type ClusterIP has no node ports [validation/forbidden]");

    [Fact]
    public void A_node_port_out_of_the_usual_range_is_a_warning() =>
        Validated.Findings(Head + "spec:\n  type: NodePort\n  ports: [{port: 80, nodePort: 80}]\n", ServiceCheck).Should().ContainSingle()
            .Which.Should().Match<Finding>(f => f.Severity == Severity.Warning && f.Message == "is 80; clusters give out 30000 to 32767, unless they are set up otherwise");

    [Fact]
    public void Load_balancer_fields_belong_to_that_type() =>
        Lines(Head + "spec:\n  loadBalancerClass: example.com/lb\n  allocateLoadBalancerNodePorts: true\n  loadBalancerSourceRanges: [10.0.0.0/8]\n  ports: [{port: 80}]\n").Should().Equal(
            "spec.LoadBalancerSourceRanges: belongs to type LoadBalancer [validation/forbidden]",
            "spec.allocateLoadBalancerNodePorts: belongs to type LoadBalancer [validation/forbidden]",
            "spec.loadBalancerClass: belongs to type LoadBalancer [validation/forbidden]");

    [Fact]
    public void Traffic_policies_belong_to_services_reachable_from_outside() =>
        Lines(Head + "spec:\n  externalTrafficPolicy: Local\n  healthCheckNodePort: 30100\n  ports: [{port: 80}]\n").Should().Equal(
            "spec.externalTrafficPolicy: belongs to Services that are reachable from outside the cluster [validation/service-traffic]",
            "spec.healthCheckNodePort: belongs to type LoadBalancer with externalTrafficPolicy: Local [validation/service-traffic]");

    [Fact]
    public void Addresses_must_be_addresses_of_other_machines() =>
        Lines(Head + "spec:\n  externalIPs: [1.2.3, 127.0.0.1, 010.0.0.1]\n  ports: [{port: 80}]\n").Should().Equal(
            "spec.externalIPs[0]: is '1.2.3', which is no IP address [validation/ip-address]",
            "spec.externalIPs[1]: is 127.0.0.1, in the loopback range (127.0.0.0/8, ::1/128) [validation/ip-address]",
            "spec.externalIPs[2]: is 010.0.0.1; an IP address has no leading zeros [validation/ip-address]");

    [Fact]
    public void Cluster_addresses_and_families_must_agree() =>
        Lines(Head + "spec:\n  clusterIPs: [10.0.0.1]\n  ipFamilies: [IPv4, IPv4, IPv5]\n  ports: [{port: 80}]\n").Should().Equal(
            "spec.ipFamilies[1]: IPv4 is listed twice [validation/duplicate]",
            "spec.ipFamilies[2]: is 'IPv5'; IPv4 and IPv6 are supported [validation/unsupported-value]",
            "spec.clusterIPs: is set without clusterIP [validation/service-address]");

    [Fact]
    public void A_name_may_begin_with_a_digit_since_1_36()
    {
        var yaml = "apiVersion: v1\nkind: Service\nmetadata:\n  name: 1web\nspec:\n  ports: [{port: 80}]\n";
        var manifest = Manifests.Parse(yaml)[0];
        var older = new KubeAssert.Validation.Problems(manifest, KubernetesVersion.V1_35);
        KubeAssert.Validation.ServiceValidation.Check(manifest.Root, older);

        Lines(yaml).Should().BeEmpty();
        older.Findings.Should().ContainSingle().Which.Path.Should().Be("metadata.name");
    }

    private static void ServiceCheck(MapNode root, KubeAssert.Validation.Problems problems) => KubeAssert.Validation.ServiceValidation.Check(root, problems);
}
