using System.Collections.Concurrent;

namespace KubeAssert.Registry;

/// <summary>The credentials of Docker's configuration on this machine, and of the helpers that it names; each is looked up once.</summary>
internal sealed class DockerCredentials(RegistryOptions options)
{
    private readonly ConcurrentDictionary<string, Lazy<Credentials>> _known = new(StringComparer.Ordinal);

    public Credentials For(Endpoint endpoint) => _known.GetOrAdd($"{endpoint.Host}/{endpoint.Repository}", _ => new Lazy<Credentials>(() => Find(endpoint))).Value;

    private Credentials Find(Endpoint endpoint)
    {
        try
        {
            var config = DockerConfig.Load(options);
            var written = config.For(endpoint.Host, endpoint.Repository).Select(c => c.With($"the credentials in {config.File}")).ToList();
            if (config.HelperFor(endpoint.Host) is not { } helper)
                return new Credentials(written);
            try
            {
                return CredentialHelper.Ask(helper, endpoint.Host, options, CancellationToken.None) is { } kept ? new Credentials([kept]) : new Credentials(written);
            }
            catch (RegistryProblem e)
            {
                return new Credentials(written, e.Message);
            }
        }
        catch (RegistryProblem e)
        {
            return new Credentials([], e.Message);
        }
    }
}
