using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using KubeAssert.Registry;

namespace KubeAssert;

/// <summary>
/// Asks OCI and Docker registries for images, without a daemon: only manifests and configurations are read, no layers. Each image is asked for once; questions that
/// got no answer may be put again, of a registry that could not be reached after 10 seconds. Safe to use from many threads.
/// </summary>
public sealed class ImageRegistry
{
    private const int AtOnce = 6;

    /// <summary>So many images are asked for at a time, by all tests of a process: registries count requests.</summary>
    private static readonly SemaphoreSlim Turn = new(AtOnce);

    private static readonly ConditionalWeakTable<RegistryOptions, ImageRegistry> Known = [];

    private readonly RegistryOptions _options;
    private readonly RegistryHttp _http;
    private readonly ConcurrentDictionary<Question, Lazy<Task<RegistryAnswer>>> _answers = new();
    private readonly ConcurrentDictionary<string, RegistryLogin> _logins = new(StringComparer.Ordinal);
    private readonly DockerCredentials _docker;

    /// <summary>Asks as the options say.</summary>
    /// <param name="options">The options; <see cref="RegistryOptions.Default"/> when left out.</param>
    public ImageRegistry(RegistryOptions? options = null)
    {
        _options = options ?? RegistryOptions.Default;
        _http = new RegistryHttp(_options);
        _docker = new DockerCredentials(_options);
    }

    /// <summary>The one that keeps what was learned with these options.</summary>
    internal static ImageRegistry For(RegistryOptions options) => Known.GetValue(options, static o => new ImageRegistry(o));

    /// <summary>Looks an image up in its mirrors and its registry.</summary>
    /// <param name="reference">The image.</param>
    /// <param name="platform">The platform whose user, command and so on are read, where the image is built for it.</param>
    /// <param name="cancellationToken">Ends the waiting; others who wait for the same image go on.</param>
    /// <returns>The answer; a registry that fails is an answer too, <see cref="RegistryState.NotChecked"/>.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<RegistryAnswer> FindAsync(ImageReference reference, ImagePlatform? platform = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return FindAsync(reference, platform, PullSecrets.NotAsked, cancellationToken);
    }

    internal async Task<RegistryAnswer> FindAsync(ImageReference reference, ImagePlatform? platform, PullSecrets secrets, CancellationToken cancellation)
    {
        var question = new Question(reference, platform, secrets.Key);
        var answer = _answers.GetOrAdd(question, q => new Lazy<Task<RegistryAnswer>>(() => Task.Run(() => AskAsync(reference, platform, secrets), CancellationToken.None)));
        var found = await answer.Value.WaitAsync(cancellation).ConfigureAwait(false);
        if (found.State == RegistryState.NotChecked)
            _answers.TryRemove(KeyValuePair.Create(question, answer));
        return found;
    }

    private async Task<RegistryAnswer> AskAsync(ImageReference reference, ImagePlatform? platform, PullSecrets secrets)
    {
        await Turn.WaitAsync().ConfigureAwait(false);
        try
        {
            var answer = await AskAsync(reference, platform, secrets.Key, endpoint => For(endpoint, secrets)).ConfigureAwait(false);
            if (answer.State != RegistryState.Denied || !secrets.IsAsked || secrets.AreElsewhere)
                return answer;
            if (secrets.AreNamed)
                return answer.AskedWith is null ? answer with { Reason = $"{answer.Reason}; {secrets.WhyNoneFor(reference.Registry)}" } : answer;

            var byDocker = await AskAsync(reference, platform, "", _docker.For).ConfigureAwait(false);
            return byDocker.State == RegistryState.Found ? byDocker with { IsByDockerAlone = true } : answer;
        }
        catch (RegistryProblem e)
        {
            return new RegistryAnswer { Reference = reference, State = e.State, Reason = e.Message };
        }
        finally
        {
            Turn.Release();
        }
    }

    private async Task<RegistryAnswer> AskAsync(ImageReference reference, ImagePlatform? platform, string credentials, Func<Endpoint, Credentials> credentialsFor)
    {
        var login = _logins.GetOrAdd(credentials, _ => new RegistryLogin(_http, credentialsFor));
        RegistryAnswer? answer = null;
        foreach (var endpoint in Endpoint.For(reference, _options))
        {
            answer = await AskAsync(reference, endpoint, login, platform).ConfigureAwait(false);
            if (answer.State == RegistryState.Found)
                break;
        }

        return answer!;
    }

    private static async Task<RegistryAnswer> AskAsync(ImageReference reference, Endpoint endpoint, RegistryLogin login, ImagePlatform? platform)
    {
        try
        {
            return await new ImageQuestion(reference, endpoint, login, platform, CancellationToken.None).AskAsync().ConfigureAwait(false);
        }
        catch (RegistryProblem e)
        {
            return new RegistryAnswer { Reference = reference, State = e.State, Reason = e.Message };
        }
    }

    private Credentials For(Endpoint endpoint, PullSecrets secrets)
    {
        var fitting = secrets.For(endpoint);
        return fitting.Count > 0 ? new Credentials(fitting) : !secrets.IsAsked || secrets.AreElsewhere ? _docker.For(endpoint) : Credentials.None;
    }

    private sealed record Question(ImageReference Reference, ImagePlatform? Platform, string Secrets);
}
