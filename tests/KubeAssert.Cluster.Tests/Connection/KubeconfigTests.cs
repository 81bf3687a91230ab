using System.Text;
using KubeAssert.Cluster.Connection;
using KubeAssert.TestApiServer;

namespace KubeAssert.Cluster.Tests.Connection;

public sealed class KubeconfigTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kubeconfig-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_current_context_names_server_namespace_and_token()
    {
        var settings = Settings(Config("current-context: dev", "token: abc"));

        settings.Server.Should().Be(new Uri("https://10.0.0.1:6443/"));
        settings.DefaultNamespace.Should().Be("shop");
        settings.Insecure.Should().BeFalse();
        Header(settings).Should().Be("Bearer abc");
    }

    [Fact]
    public void A_missing_context_is_named_with_those_that_exist()
    {
        var act = () => ConnectionSettings.From(Kubeconfig.Parse(Config("current-context: dev", "token: abc")), "prod", TimeProvider.System);

        act.Should().Throw<KubeconfigException>().WithMessage("kubeconfig has no context 'prod'; it has 'dev'.");
    }

    [Fact]
    public void No_current_context_is_said_with_those_to_choose_from()
    {
        var act = () => Settings(Config("preferences: {}", "token: abc"));

        act.Should().Throw<KubeconfigException>().WithMessage("kubeconfig has no current-context; it has 'dev'. Name one in KubeClusterOptions.Context.");
    }

    [Fact]
    public void A_user_and_a_password_are_basic_authentication()
    {
        var settings = Settings(Config("current-context: dev", "username: ann", "password: pass"));

        Header(settings).Should().Be("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ann:pass")));
    }

    [Fact]
    public void A_token_file_is_preferred_to_a_token_and_read_again_when_it_was_refused()
    {
        File.WriteAllText(Path.Combine(_folder, "token"), "first\n");
        File.WriteAllText(Path.Combine(_folder, "config"), Config("current-context: dev", "token: abc", "tokenFile: token"));
        var settings = ConnectionSettings.From(KubeconfigFiles.Read(Path.Combine(_folder, "config")), null, TimeProvider.System);

        Header(settings).Should().Be("Bearer first");
        settings.Credentials.Refused().Should().BeFalse("the file holds what it held");
        File.WriteAllText(Path.Combine(_folder, "token"), "second");
        settings.Credentials.Refused().Should().BeTrue();
        Header(settings).Should().Be("Bearer second");
    }

    [Fact]
    public void Of_several_files_the_first_that_names_a_thing_wins_whole()
    {
        File.WriteAllText(Path.Combine(_folder, "a"), Config("preferences: {}", "token: a"));
        File.WriteAllText(Path.Combine(_folder, "b"), Config("current-context: dev", "token: b", "username: b"));

        var config = KubeconfigFiles.FindDefault(
            name => name == "KUBECONFIG" ? string.Join(Path.PathSeparator, Path.Combine(_folder, "absent"), Path.Combine(_folder, "a"), Path.Combine(_folder, "b")) : null, _folder);

        config!.CurrentContext.Should().Be("dev");
        Header(ConnectionSettings.From(config, null, TimeProvider.System)).Should().Be("Bearer a");
    }

    [Fact]
    public void Without_KUBECONFIG_the_home_folder_is_looked_into()
    {
        Directory.CreateDirectory(Path.Combine(_folder, ".kube"));
        File.WriteAllText(Path.Combine(_folder, ".kube", "config"), Config("current-context: dev", "token: home"));

        KubeconfigFiles.FindDefault(_ => null, _folder)!.CurrentContext.Should().Be("dev");
        KubeconfigFiles.FindDefault(_ => null, Path.Combine(_folder, ".kube")).Should().BeNull();
    }

    [Fact]
    public void An_authority_beside_insecure_is_refused_with_its_line()
    {
        var yaml = Config("current-context: dev", "token: abc").Replace("server:", $"certificate-authority-data: {Encode(Certificates.Shared.AuthorityPem)}\n    insecure-skip-tls-verify: true\n    server:", StringComparison.Ordinal);

        var act = () => Settings(yaml);

        act.Should().Throw<KubeconfigException>().WithMessage("kubeconfig:7:31: a certificate authority and insecure-skip-tls-verify are both given; keep the authority");
    }

    [Fact]
    public void A_client_certificate_without_its_key_is_refused()
    {
        var act = () => Settings(Config("current-context: dev", "client-certificate-data: " + Encode(Certificates.Shared.ClientPem)));

        act.Should().Throw<KubeconfigException>().WithMessage("kubeconfig:11:5: user 'ann' has a client certificate without its key; give both");
    }

    [Fact]
    public void Bad_base64_is_shown_at_its_place()
    {
        var act = () => Settings(Config("current-context: dev", "client-certificate-data: '%%%'"));

        act.Should().Throw<KubeconfigException>().WithMessage("kubeconfig:11:30: client-certificate-data is no base64; encode the PEM text with base64");
    }

    [Fact]
    public void Another_document_than_a_kubeconfig_is_told_apart()
    {
        var act = () => Kubeconfig.Parse("apiVersion: v1\nkind: Pod\n");

        act.Should().Throw<KubeconfigException>().WithMessage("kubeconfig:2:7: this is a Pod, not a kubeconfig; give the text of a kubeconfig: kind: Config");
    }

    [Fact]
    public void A_proxy_and_a_server_name_are_read()
    {
        var settings = Settings(Config("current-context: dev", "token: abc").Replace("server:", "proxy-url: socks5://proxy:1080\n    tls-server-name: kubernetes\n    server:", StringComparison.Ordinal));

        settings.Proxy.Should().Be(new Uri("socks5://proxy:1080"));
        settings.TlsServerName.Should().Be("kubernetes");
    }

    [Fact]
    public void A_credential_plugin_is_run_with_its_arguments_and_environment()
    {
        var settings = Settings(Config("current-context: dev",
            "exec:", "  apiVersion: client.authentication.k8s.io/v1", "  command: sh", "  interactiveMode: Never",
            "  args: [-c, 'echo \"{\\\"apiVersion\\\":\\\"client.authentication.k8s.io/v1\\\",\\\"kind\\\":\\\"ExecCredential\\\",\\\"status\\\":{\\\"token\\\":\\\"$NAME-${#KUBERNETES_EXEC_INFO}\\\"}}\"']",
            "  env: [{name: NAME, value: ann}]"));

        Header(settings).Should().MatchRegex("^Bearer ann-[1-9][0-9]+$");
    }

    [Fact]
    public void A_credential_plugin_that_fails_is_quoted()
    {
        var settings = Settings(Config("current-context: dev",
            "exec:", "  apiVersion: client.authentication.k8s.io/v1", "  command: sh", "  args: [-c, 'echo please log in >&2; exit 4']"));

        var act = () => Header(settings);

        act.Should().Throw<KubeconfigException>().WithMessage("The credential plugin 'sh' ended with code 4: please log in");
    }

    [Fact]
    public void A_credential_plugin_that_is_not_installed_says_how_to_get_it()
    {
        var settings = Settings(Config("current-context: dev",
            "exec:", "  apiVersion: client.authentication.k8s.io/v1", "  command: no-such-plugin", "  installHint: Install it from the cloud's page."));

        var act = () => Header(settings);

        act.Should().Throw<KubeconfigException>().WithMessage("The credential plugin 'no-such-plugin' can't be started (*)\nInstall it from the cloud's page.");
    }

    [Fact]
    public void Inside_a_pod_its_service_account_is_used()
    {
        File.WriteAllText(Path.Combine(_folder, "token"), "of-the-pod");
        File.WriteAllText(Path.Combine(_folder, "namespace"), "tests");
        File.WriteAllText(Path.Combine(_folder, "ca.crt"), Certificates.Shared.AuthorityPem);

        var settings = InCluster.Find(name => name == "KUBERNETES_SERVICE_HOST" ? "10.43.0.1" : "443", TimeProvider.System, _folder)!;

        settings.Server.Should().Be(new Uri("https://10.43.0.1:443/"));
        settings.DefaultNamespace.Should().Be("tests");
        settings.Authorities.Should().ContainSingle();
        Header(settings).Should().Be("Bearer of-the-pod");
        InCluster.Find(_ => null, TimeProvider.System, _folder).Should().BeNull();
    }

    private static ConnectionSettings Settings(string yaml) => ConnectionSettings.From(Kubeconfig.Parse(yaml), null, TimeProvider.System);

    private static string? Header(ConnectionSettings settings) => settings.Credentials.HeaderAsync(default).AsTask().GetAwaiter().GetResult()?.ToString();

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Config(string top, params string[] user) => $"""
        kind: Config
        {top}
        clusters:
        - name: dev
          cluster:
            server: https://10.0.0.1:6443
        users:
        - name: ann
          user:
            # one of many ways
            {string.Join("\n    ", user)}
        contexts:
        - name: dev
          context: [user, cluster, namespace]
        """.Replace("[user, cluster, namespace]", "{cluster: dev, user: ann, namespace: shop}", StringComparison.Ordinal);
}
