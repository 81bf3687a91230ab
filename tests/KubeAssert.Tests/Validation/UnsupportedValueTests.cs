namespace KubeAssert.Tests.Validation;

public sealed class UnsupportedValueTests
{
    private const string Service = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}], type: %}\n";
    private const string Ingress = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec: {rules: [{http: {paths: [{path: /, pathType: %, backend: {service: {name: web, port: {number: 80}}}}]}}]}\n";
    private const string Claim = "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: web}\nspec: {accessModes: [%], resources: {requests: {storage: 1Gi}}}\n";

    [Theory]
    [InlineData(Service, "NodePorts", "write NodePort")]
    [InlineData(Service, "clusterip", "write ClusterIP")]
    [InlineData(Service, "Internal", "use one of ClusterIP, ExternalName, LoadBalancer, NodePort")]
    [InlineData(Ingress, "prefix", "write Prefix")]
    [InlineData(Claim, "ReadWriteonce", "write ReadWriteOnce")]
    public void A_misspelt_word_is_written_as_it_was_meant(string manifest, string word, string fix)
    {
        var finding = Validated.Findings(manifest.Replace("%", word, StringComparison.Ordinal)).Should().ContainSingle().Subject;

        finding.RuleId.Should().Be("validation/unsupported-value");
        finding.Fix.Should().Be(fix);
    }
}
