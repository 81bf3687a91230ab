using static KubeAssert.Tests.Validation.Validated;

namespace KubeAssert.Tests.Validation;

public sealed class NetworkingValidationTests
{
    private const string Ingress = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n";
    private const string Policy = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: web\nspec:\n  podSelector: {}\n";

    [Fact]
    public void An_ingress_needs_rules_or_a_default_backend() =>
        Lines(Ingress + "spec: {}\n").Should().Equal("spec: needs rules or a default backend [validation/required]");

    [Fact]
    public void Paths_need_a_type_a_slash_and_a_backend() =>
        Lines(Ingress + """
            spec:
              rules:
              - host: 10.0.0.1
                http:
                  paths:
                  - {path: web, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
                  - {path: /a//b, pathType: Exact, backend: {service: {name: web}}}
                  - {path: /c, backend: {}}
                  - {path: /c, pathType: Regex, backend: {service: {name: web, port: {name: http, number: 80}}}}
            """).Should().Equal(
            "spec.rules[0].host: is 10.0.0.1, an IP address; a host is a DNS name [validation/invalid-name]",
            "spec.rules[0].http.paths[0].path: is 'web'; it must begin with a slash [validation/ingress-path]",
            "spec.rules[0].http.paths[1].path: is '/a//b'; it must not contain // [validation/ingress-path]",
            "spec.rules[0].http.paths[1].backend: names no port of the service [validation/required]",
            "spec.rules[0].http.paths[2].pathType: needs a path type [validation/required]",
            "spec.rules[0].http.paths[3].pathType: is 'Regex'; Exact, ImplementationSpecific, Prefix are supported [validation/unsupported-value]",
            "spec.rules[0].http.paths[3].backend: names the port by name and by number [validation/ingress-backend]");

    [Fact]
    public void The_old_annotation_must_agree_with_the_class() =>
        Lines("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n  annotations: {kubernetes.io/ingress.class: a}\nspec:\n  ingressClassName: b\n  defaultBackend: {service: {name: web, port: {number: 80}}}\n").Should().Equal(
            "annotations.kubernetes.io/ingress.class: is 'a', but ingressClassName is b [validation/ingress-class]");

    [Fact]
    public void Peers_are_blocks_or_selectors() =>
        Lines(Policy + """
              ingress:
              - from:
                - {}
                - {podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}
                - {ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/16]}}
            """).Should().Equal(
            "spec.ingress[0].from[0]: names no peer [validation/required]",
            "spec.ingress[0].from[1]: combines ipBlock with a selector [validation/forbidden]",
            "spec.ingress[0].from[2].ipBlock.except[0]: is 11.0.0.0/16, which is not a smaller range inside 10.0.0.0/8 [validation/ip-address]");

    [Fact]
    public void Port_ranges_begin_with_a_number_and_do_not_end_below_it() =>
        Lines(Policy + "  egress:\n  - ports: [{port: http, endPort: 90}, {endPort: 90}, {port: 80, endPort: 70}]\n").Should().Equal(
            "spec.egress[0].ports[0].endPort: can't end a range that begins with a name [validation/port-range]",
            "spec.egress[0].ports[1].endPort: needs a first port [validation/port-range]",
            "spec.egress[0].ports[2].endPort: is 70, which is below the first port, 80 [validation/port-range]");

    [Fact]
    public void Parameters_of_an_ingress_class_in_a_namespace_need_it() =>
        Lines("apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata:\n  name: a\nspec:\n  controller: ingress\n  parameters: {kind: P, name: p, scope: Namespace}\n").Should().Equal(
            "spec.controller: is 'ingress', which is not a domain, a slash and a path [validation/invalid-name]",
            "spec.parameters.namespace: parameters in a namespace need its name [validation/required]");

    [Fact]
    public void Endpoints_need_addresses_that_others_reach() =>
        Lines("apiVersion: v1\nkind: Endpoints\nmetadata:\n  name: a\nsubsets:\n- ports: [{port: 0}]\n- addresses: [{ip: 127.0.0.1}]\n").Should().Equal(
            "subsets[0]: needs addresses or notReadyAddresses [validation/required]",
            "subsets[0].ports[0].port: is 0; 1 to 65535 is allowed [validation/out-of-range]",
            "subsets[1].addresses[0].ip: is 127.0.0.1, in the loopback range (127.0.0.0/8, ::1/128) [validation/ip-address]");

    [Fact]
    public void Addresses_of_a_slice_are_of_its_type() =>
        Lines("apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata:\n  name: a\naddressType: IPv6\nendpoints:\n- addresses: [10.0.0.1]\n- addresses: ['2001:DB8::1']\n").Should().Equal(
            "endpoints[0].addresses: is 10.0.0.1, which is no IPv6 address [validation/ip-address]",
            "endpoints[1].addresses[0]: is 2001:DB8::1, which is not the canonical form [validation/ip-address]");
}
