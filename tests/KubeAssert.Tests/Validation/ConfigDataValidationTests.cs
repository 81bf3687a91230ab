using static KubeAssert.Tests.Validation.Validated;

namespace KubeAssert.Tests.Validation;

public sealed class ConfigDataValidationTests
{
    private const string Secret = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n";

    [Fact]
    public void Keys_are_files_names() =>
        Lines("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a b: c\n  x: y\nbinaryData:\n  x: aGk=\n").Should().Equal(
            "data[a b]: key is 'a b', which is not a key of a ConfigMap or Secret (letters, digits, '-', '_' and '.', not beginning with '..', at most 253 characters) [validation/invalid-key]",
            "data[x]: x is a key of binaryData too [validation/duplicate]");

    [Fact]
    public void A_config_map_holds_a_mebibyte() =>
        Lines($"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a: {new string('x', 1024 * 1024 + 1)}\n").Should().Equal(
            ": holds 1048577 bytes of data; 1048576 are allowed [validation/too-long]");

    [Theory]
    [InlineData("type: kubernetes.io/tls\ndata: {tls.crt: ''}\n", "data[tls.key]: a Secret of type kubernetes.io/tls needs the key tls.key [validation/required]")]
    [InlineData("type: kubernetes.io/dockercfg\n", "data[.dockercfg]: a Secret of type kubernetes.io/dockercfg needs the key .dockercfg [validation/required]")]
    [InlineData("type: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: 'hunter2'}\n", "data[.dockerconfigjson]: .dockerconfigjson is no JSON object [validation/secret-data]")]
    [InlineData("type: kubernetes.io/ssh-auth\nstringData: {ssh-privatekey: ''}\n", "data[ssh-privatekey]: a Secret of type kubernetes.io/ssh-auth needs the key ssh-privatekey [validation/required]")]
    [InlineData("type: kubernetes.io/service-account-token\n", "metadata.annotations[kubernetes.io/service-account.name]: a token's Secret needs the annotation kubernetes.io/service-account.name [validation/required]")]
    public void The_type_of_a_secret_asks_for_keys(string rest, string line) => Lines(Secret + rest).Should().Equal(line);

    [Theory]
    [InlineData("type: kubernetes.io/basic-auth\nstringData: {password: ''}\n")]
    [InlineData("type: kubernetes.io/dockerconfigjson\ndata: {.dockerconfigjson: e30=}\n")]
    [InlineData("type: example.com/own\n")]
    public void A_good_secret_is_left_alone(string rest) => Lines(Secret + rest).Should().BeEmpty();
}
