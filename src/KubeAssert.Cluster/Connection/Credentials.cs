using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace KubeAssert.Cluster.Connection;

/// <summary>Who is asking: what goes into a request's Authorization header, and the certificate for its connection.</summary>
internal abstract class Credentials
{
    public static readonly Credentials None = new Fixed(null, null);

    /// <summary>The certificate for new connections; null for none.</summary>
    public virtual X509Certificate2? Certificate => null;

    /// <summary>The header for the next request; also brings <see cref="Certificate"/> up to date.</summary>
    public abstract ValueTask<AuthenticationHeaderValue?> HeaderAsync(CancellationToken cancel);

    /// <summary>The server did not accept them.</summary>
    /// <returns>Whether asking again may give others.</returns>
    public virtual bool Refused() => false;

    public static Credentials Of(AuthenticationHeaderValue? header, X509Certificate2? certificate) => new Fixed(header, certificate);

    public static AuthenticationHeaderValue Bearer(string token) => new("Bearer", token);

    public static AuthenticationHeaderValue Basic(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    private sealed class Fixed(AuthenticationHeaderValue? header, X509Certificate2? certificate) : Credentials
    {
        public override X509Certificate2? Certificate => certificate;

        public override ValueTask<AuthenticationHeaderValue?> HeaderAsync(CancellationToken cancel) => new(header);
    }
}

/// <summary>A token in a file that something else renews: read again every minute, and when it was refused.</summary>
internal sealed class TokenFileCredentials(string path, X509Certificate2? certificate, TimeProvider time) : Credentials
{
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromMinutes(1);
    private readonly object _gate = new();
    private string? _token;
    private DateTimeOffset _readAt;

    public override X509Certificate2? Certificate => certificate;

    public override ValueTask<AuthenticationHeaderValue?> HeaderAsync(CancellationToken cancel)
    {
        lock (_gate)
        {
            if (_token is null || time.GetUtcNow() - _readAt >= ReadAgainAfter)
                Read();
            return new(Bearer(_token!));
        }
    }

    public override bool Refused()
    {
        lock (_gate)
        {
            var refused = _token;
            Read();
            return refused != _token;
        }
    }

    private void Read()
    {
        try
        {
            var token = File.ReadAllText(path).Trim();
            if (token.Length == 0 && _token is null)
                throw new KubeconfigException($"The token file {path} is empty.");
            _token = token.Length > 0 ? token : _token;
            _readAt = time.GetUtcNow();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (_token is null)
                throw new KubeconfigException($"The token file {path} can't be read: {e.Message}", e);
        }
    }
}
