namespace KubeAssert.Tests.Schemas;

public sealed class SchemaCheckTests
{
    [Fact]
    public void An_unknown_field_is_named_as_the_server_names_it_with_the_field_that_was_meant()
    {
        Served.Lines("""
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
            spec:
              containers:
              - named: web
                image: nginx
                name: web
            """).Should().Equal(
            "web.yaml:7:5 schema/unknown-field spec.containers[0].named: unknown field \"spec.containers[0].named\" in io.k8s.api.core.v1.Container -> remove it: name is set");
    }

    [Fact]
    public void A_misspelled_field_is_told_from_the_one_it_resembles()
    {
        var finding = Served.Findings("""
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
            spec:
              containers:
              - name: web
                imagee: nginx
            """)[0];

        finding.Nearest.Should().Be("image");
        finding.Fix.Should().Be("did you mean image? rename it");
        finding.Documentation.Should().Be(new Uri("https://v1-36.docs.kubernetes.io/docs/reference/generated/kubernetes-api/v1.36/#container-v1-core"));
    }

    [Fact]
    public void A_field_in_the_wrong_place_is_sent_to_where_it_belongs()
    {
        Served.Lines("""
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
            spec:
              template:
                spec:
                  replicas: 2
            """).Should().Contain(
            "web.yaml:8:7 schema/unknown-field spec.template.spec.replicas: unknown field \"spec.template.spec.replicas\" in io.k8s.api.core.v1.PodSpec -> move it to spec.replicas");
    }

    [Theory]
    [InlineData("yes", "is the boolean yes; io.k8s.api.core.v1.ConfigMap takes a string here", "quote it: \"yes\"")]
    [InlineData("1.10", "is the number 1.10; io.k8s.api.core.v1.ConfigMap takes a string here", "quote it: \"1.10\"")]
    [InlineData("[a]", "is a list; io.k8s.api.core.v1.ConfigMap takes a string here", "write a string")]
    [InlineData("{a: b}", "is a map; io.k8s.api.core.v1.ConfigMap takes a string here", "write a string")]
    public void A_value_of_another_type_is_called_what_it_is(string value, string message, string fix)
    {
        var finding = Served.Findings($"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: web}}\ndata: {{answer: {value}}}\n").Should().ContainSingle().Subject;

        finding.RuleId.Should().Be("schema/wrong-type");
        finding.Path.Should().Be("data.answer");
        finding.Message.Should().Be(message);
        finding.Fix.Should().Be(fix);
    }

    [Fact]
    public void The_value_of_a_secret_stays_out_of_the_message()
    {
        Served.Lines("apiVersion: v1\nkind: Secret\nmetadata: {name: web}\nstringData: {password: 12345}\n").Should().Equal(
            "web.yaml:4:24 schema/wrong-type stringData.password: is a number; io.k8s.api.core.v1.Secret takes a string here -> quote it: \"...\"");
    }

    [Theory]
    [InlineData("replicas: 1.0")]
    [InlineData("replicas: 1e1")]
    [InlineData("replicas: null")]
    [InlineData("replicas: 2147483647")]
    public void Numbers_that_are_integers_are_taken(string field) =>
        Served.Lines(Deployment(field)).Should().NotContain(line => line.Contains("schema/wrong-type"));

    [Theory]
    [InlineData("replicas: 1.5")]
    [InlineData("replicas: 2147483648")]
    [InlineData("replicas: \"3\"")]
    [InlineData("replicas: true")]
    public void Numbers_that_do_not_fit_are_not(string field) =>
        Served.Lines(Deployment(field)).Should().Contain(line => line.Contains("schema/wrong-type spec.replicas") && line.Contains("takes an integer of 32 bits here"));

    [Theory]
    [InlineData("100m", true)]
    [InlineData("1.5", true)]
    [InlineData("\" 2Gi \"", true)]
    [InlineData("1e3", true)]
    [InlineData("Gi", true)]
    [InlineData("100MB", false)]
    [InlineData("1 Gi", false)]
    [InlineData("ten", false)]
    [InlineData("true", false)]
    [InlineData("\"\"", false)]
    public void Quantities_are_spelled_as_the_server_reads_them(string quantity, bool isTaken) =>
        Served.Lines($$$"""
            apiVersion: v1
            kind: LimitRange
            metadata: {name: web}
            spec: {limits: [{type: Container, default: {cpu: {{{quantity}}}}}]}
            """).Any(line => line.Contains("schema/wrong-type")).Should().Be(!isTaken);

    [Theory]
    [InlineData("aGVsbG8=", true)]
    [InlineData("aGVs\\nbG8=", true)]
    [InlineData("aGVs bG8=", false)]
    [InlineData("aGVsbG8", false)]
    [InlineData("=", false)]
    public void Bytes_are_standard_base64(string text, bool isTaken) =>
        Served.Lines($"apiVersion: v1\nkind: Secret\nmetadata: {{name: web}}\ndata: {{key: \"{text}\"}}\n").Any(line => line.Contains("schema/wrong-type")).Should().Be(!isTaken);

    [Theory]
    [InlineData("2024-02-29T12:00:00Z", true)]
    [InlineData("2024-02-29T12:00:00.123+01:00", true)]
    [InlineData("2023-02-29T12:00:00Z", false)]
    [InlineData("2024-02-29t12:00:00z", false)]
    [InlineData("2024-02-29", false)]
    [InlineData("2024-02-29T12:00:00", false)]
    public void Times_are_those_of_RFC_3339(string time, bool isTaken) =>
        Served.Lines($"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: web, creationTimestamp: \"{time}\"}}\n").Any(line => line.Contains("schema/wrong-type")).Should().Be(!isTaken);

    [Fact]
    public void A_document_without_a_kind_is_told_to_name_one()
    {
        Served.Lines("apiVersion: v1\nmetadata: {name: web}\n").Should().Equal(
            "web.yaml:1:1 schema/missing-required kind: missing required field kind -> set kind");
    }

    [Fact]
    public void A_misspelled_kind_is_told_from_the_one_it_resembles()
    {
        Served.Lines("apiVersion: apps/v1\nkind: Deploymnet\nmetadata: {name: web}\n").Should().Equal(
            "web.yaml:2:7 schema/unknown-kind kind: no kind \"Deploymnet\" is registered for version \"apps/v1\" -> did you mean Deployment?");
    }

    [Fact]
    public void A_kind_in_the_wrong_group_is_sent_to_its_own()
    {
        Served.Lines("apiVersion: v1\nkind: Deployment\nmetadata: {name: web}\n").Should().Equal(
            "web.yaml:1:13 schema/unknown-kind apiVersion: no kind \"Deployment\" is registered for version \"v1\" -> write apiVersion: apps/v1");
    }

    private static string Deployment(string field) => $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec:\n  {field}\n";
}
