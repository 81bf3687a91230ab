namespace KubeAssert.Tests.Schemas;

public sealed class ScalarFixTests
{
    [Theory]
    [InlineData("memory: 512mb", "512mb", "write 512Mi, or 512M for powers of ten")]
    [InlineData("memory: 256M i", "256M i", "write 256Mi")]
    [InlineData("memory: 1GB", "1GB", "write 1Gi, or 1G for powers of ten")]
    [InlineData("memory: 64K", "64K", "write 64Ki, or 64k for powers of ten")]
    [InlineData("memory: 1gib", "1gib", "write 1Gi")]
    [InlineData("memory: 1 Gi", "1 Gi", "write 1Gi")]
    [InlineData("memory: 1024bytes", "1024bytes", "write 1024")]
    [InlineData("memory: '1,5Gi'", "1,5Gi", "write 1.5Gi")]
    [InlineData("memory: '1,000Mi'", "1,000Mi", "write a quantity such as 100m, 1.5 or 1Gi")]
    [InlineData("memory: lots", "lots", "write a quantity such as 100m, 1.5 or 1Gi")]
    [InlineData("cpu: 100mi", "100mi", "write 100m")]
    [InlineData("cpu: 250 millicores", "250 millicores", "write 250m")]
    [InlineData("cpu: 2 cores", "2 cores", "write 2")]
    [InlineData("cpu: '0,5'", "0,5", "write 0.5")]
    public void An_amount_that_is_no_quantity_is_written_as_it_was_meant(string amount, string written, string fix)
    {
        var path = "spec.containers[0].resources.limits." + amount[..amount.IndexOf(':', StringComparison.Ordinal)];

        Served.Lines($"apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec:\n  containers:\n  - name: web\n    image: a\n    resources:\n      limits:\n        {amount}\n").Should().Equal(
            $"web.yaml:10:{amount.IndexOf(' ', StringComparison.Ordinal) + 10} schema/wrong-type {path}: is the string \"{written}\"; io.k8s.api.core.v1.ResourceRequirements takes a quantity such as 100m, 1.5 or 1Gi here -> {fix}");
    }

    [Fact]
    public void A_number_or_a_truth_in_quotes_loses_them() =>
        Served.Lines("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: \"3\"\n  paused: \"true\"\n").Should().StartWith(
        [
            "web.yaml:5:13 schema/wrong-type spec.replicas: is the string \"3\"; io.k8s.api.apps.v1.DeploymentSpec takes an integer of 32 bits here -> write 3 without quotes",
            "web.yaml:6:11 schema/wrong-type spec.paused: is the string \"true\"; io.k8s.api.apps.v1.DeploymentSpec takes true or false here -> write true without quotes",
        ]);

    [Fact]
    public void One_text_in_place_of_a_list_is_shown_as_one() =>
        Served.Lines("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers: [{name: web, image: a, command: /bin/sh}]\n").Should().ContainSingle()
            .Which.Should().EndWith("spec.containers[0].command: is the string \"/bin/sh\"; io.k8s.api.core.v1.Container takes a list here -> write a list: [\"/bin/sh\"]");

    [Theory]
    [InlineData("Secret", "data: {key: hunter2!}", "data.key: is a string; io.k8s.api.core.v1.Secret takes base64 here -> write it in base64, or move it to stringData, which takes it as it is")]
    [InlineData("Secret", "data: {key: 12345}", "data.key: is a number; io.k8s.api.core.v1.Secret takes base64 here -> write it in base64, or move it to stringData, in quotes, which takes it as it is")]
    [InlineData("ConfigMap", "binaryData: {key: a b}", "binaryData.key: is the string \"a b\"; io.k8s.api.core.v1.ConfigMap takes base64 here -> write it in base64, or move it to data, which takes it as it is")]
    public void What_is_no_base64_may_stand_where_plain_text_does(string kind, string data, string line) =>
        Served.Lines($"apiVersion: v1\nkind: {kind}\nmetadata: {{name: web}}\n{data}\n").Should().ContainSingle().Which.Should().EndWith(" schema/wrong-type " + line);
}
