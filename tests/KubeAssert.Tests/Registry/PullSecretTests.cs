using System.Text;
using KubeAssert.Tests.Support;
using Xunit.Sdk;

namespace KubeAssert.Tests.Registry;

/// <summary>May the cluster pull it? With the credentials that the kubelet would take, of Secrets in the set.</summary>
public sealed class PullSecretTests
{
    private const string NamesPull = "imagePullSecrets: [{name: pull}],";

    private static readonly RegistryOptions AsTheCluster = new() { UsePullSecrets = true };

    [ProgramTheory(DebianRegistry.Program)]
    [InlineData("kubernetes.io/dockerconfigjson", ".dockerconfigjson", "{{\"auths\": {0}}}")]
    [InlineData("kubernetes.io/dockercfg", ".dockercfg", "{0}")]
    public async Task The_pods_own_Secret_lets_it_be_pulled(string type, string key, string form)
    {
        await using var registry = await PrivateAsync();
        var secret = Secret("pull", type, key, Form(form, registry.Host, DebianRegistry.Password));

        (await FindingsAsync(registry, NamesPull, secret)).Should().BeEmpty();
        (await Images(registry, NamesPull, secret).CheckInRegistryAsync(new RegistryOptions { DockerConfig = registry.DockerConfig("wrong") }))
            .Should().ContainSingle("nothing of the set is sent anywhere unless it was asked for");
    }

    [ProgramFact(DebianRegistry.Program)]
    public async Task The_Secret_of_the_ServiceAccount_counts_where_the_pod_names_none()
    {
        await using var registry = await PrivateAsync();
        var right = Json("pull", registry.Host, DebianRegistry.Password);
        var wrong = Json("other", registry.Host, "wrong");
        const string Account = "{apiVersion: v1, kind: ServiceAccount, metadata: {name: shop}, imagePullSecrets: [{name: pull}]}";

        (await FindingsAsync(registry, "serviceAccountName: shop,", right, Account)).Should().BeEmpty();
        (await FindingsAsync(registry, "serviceAccountName: shop, imagePullSecrets: [{name: other}],", right, wrong, Account)).Should().ContainSingle("the pod's own come in the place of those");
    }

    [ProgramFact(DebianRegistry.Program)]
    public async Task One_Secret_after_the_other_is_tried()
    {
        await using var registry = await PrivateAsync();

        (await FindingsAsync(registry, "imagePullSecrets: [{name: old}, {name: pull}],", Json("old", registry.Host, "wrong"), Json("pull", registry.Host, DebianRegistry.Password))).Should().BeEmpty();
    }

    [ProgramFact(DebianRegistry.Program)]
    public async Task A_password_that_is_no_longer_good_is_told_with_the_Secret_and_not_with_the_password()
    {
        await using var registry = await PrivateAsync();
        var shop = Set(registry, NamesPull, Json("pull", registry.Host, "stale-password"));

        var act = () => shop.Images().Should().ExistInRegistryAsync(AsTheCluster);

        (await act.Should().ThrowAsync<XunitException>()).Which.Message.Should().Be($"""
            Expected shop.Images() to exist in their registry, but 1 of 1 does not:

              web.yaml:10:16  Deployment/web  spec.template.spec.containers[0].image
                names {registry.Host}/shop/web:1; {registry.Host} does not let it be pulled with the credentials of Secret pull (401 Unauthorized): it is private, or shop/web does not exist
                fix: correct the name, or see that these credentials are still good and may read the repository
                rule: registry/denied
            """.ReplaceLineEndings("\n"));
    }

    [ProgramFact(DebianRegistry.Program)]
    public async Task Secrets_that_hold_nothing_for_the_registry_are_told()
    {
        await using var registry = await PrivateAsync();
        var content = Form("{{\"auths\": {0}}}", registry.Host, DebianRegistry.Password);

        (await MessageAsync(Json("pull", "registry.test", "secret"))).Should().EndWith("; Secret pull holds none for " + registry.Host);
        (await MessageAsync(Secret("pull", "Opaque", ".dockerconfigjson", content))).Should().EndWith("; Secret pull is of type Opaque, from which the kubelet reads no credentials");
        (await MessageAsync(Secret("pull", "kubernetes.io/dockerconfigjson", "config.json", content))).Should().EndWith("; Secret pull holds no JSON object at .dockerconfigjson");

        async Task<string> MessageAsync(string secret) => (await FindingsAsync(registry, NamesPull, secret)).Should().ContainSingle().Which.Message;
    }

    [ProgramFact(DebianRegistry.Program)]
    public async Task A_private_image_of_a_pod_without_Secrets_is_worth_a_word()
    {
        await using var registry = await PrivateAsync();
        var config = registry.DockerConfig();
        var images = Images(registry, "");

        var found = await images.CheckInRegistryAsync(new RegistryOptions { UsePullSecrets = true, DockerConfig = config });

        found.Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            RuleId = "registry/pull-secret",
            Severity = Severity.Info,
            Message = $"names {registry.Host}/shop/web:1, which is private: the credentials in {config} let it be pulled, and the pod names no imagePullSecrets",
        });
        (await images.CheckInRegistryAsync(AsTheCluster)).Should().ContainSingle().Which.RuleId.Should().Be("registry/denied");
    }

    [ProgramFact(DebianRegistry.Program)]
    public async Task Dockers_configuration_stands_in_for_a_Secret_that_is_not_in_the_set()
    {
        await using var registry = await PrivateAsync();

        (await Images(registry, NamesPull).CheckInRegistryAsync(new RegistryOptions { UsePullSecrets = true, DockerConfig = registry.DockerConfig() })).Should().BeEmpty();
        (await Images(registry, NamesPull).CheckInRegistryAsync(AsTheCluster)).Should().ContainSingle().Which.RuleId.Should().Be("registry/denied");
    }

    [ProgramFact(DebianRegistry.Program)]
    public async Task What_anyone_may_pull_needs_no_Secret()
    {
        await using var registry = await DebianRegistry.StartAsync();
        await registry.PushAsync("shop/web:1", new PushedImage());

        (await FindingsAsync(registry, "")).Should().BeEmpty();
        (await FindingsAsync(registry, NamesPull, Secret("pull", "Opaque", "a", "b"))).Should().BeEmpty();
    }

    private static async Task<DebianRegistry> PrivateAsync()
    {
        var registry = await DebianRegistry.StartAsync(isPrivate: true);
        await registry.PushAsync("shop/web:1", new PushedImage());
        return registry;
    }

    private static Task<IReadOnlyList<Finding>> FindingsAsync(DebianRegistry registry, string pod, params string[] others) =>
        Images(registry, pod, others).CheckInRegistryAsync(AsTheCluster);

    private static Selection<ContainerImage> Images(DebianRegistry registry, string pod, params string[] others) => Set(registry, pod, others).Images();

    private static ManifestSet Set(DebianRegistry registry, string pod, params string[] others) =>
        Manifests.Parse(string.Join("\n---\n", others.Prepend(Shop.Text($"{registry.Host}/shop/web:1", pod: pod))), "web.yaml");

    private static string Json(string name, string host, string password) => Secret(name, "kubernetes.io/dockerconfigjson", ".dockerconfigjson", Form("{{\"auths\": {0}}}", host, password));

    private static string Form(string form, string host, string password) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, form,
            $$$"""{"{{{host}}}": {"auth": "{{{Convert.ToBase64String(Encoding.UTF8.GetBytes($"{DebianRegistry.User}:{password}"))}}}"} }""");

    private static string Secret(string name, string type, string key, string value) =>
        $"{{apiVersion: v1, kind: Secret, type: {type}, metadata: {{name: {name}}}, data: {{{key}: {Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}}}}}";
}
