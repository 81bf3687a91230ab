namespace KubeAssert;

/// <summary>Manifests of a repository that are deployed together. <see cref="Manifests.Discover(DiscoveryOptions)"/> finds them.</summary>
public sealed class Deployable
{
    private readonly Func<ManifestSet> _load;
    private readonly object _lock = new();
    private ManifestSet? _manifests;
    private Exception? _failure;

    internal Deployable(DeployableKind kind, string name, string place, string reason, string code, Func<ManifestSet> load)
    {
        (Kind, Name, Place, Reason, Code) = (kind, name, place, reason, code);
        _load = load;
    }

    /// <summary>What its manifests come from.</summary>
    public DeployableKind Kind { get; }

    /// <summary>Its name, which no other deployable of the repository has: the place, with the values file where there are several.</summary>
    public string Name { get; }

    /// <summary>The file or folder, relative to the repository's root, with forward slashes; <c>.</c> for the root.</summary>
    public string Place { get; }

    /// <summary>Why it counts as deployed, in one clause.</summary>
    public string Reason { get; }

    /// <summary>The C# expression that loads it, to copy into a test.</summary>
    public string Code { get; }

    /// <summary>Reads or renders the manifests, once; later calls return the same set.</summary>
    /// <exception cref="ManifestReadException">A text can't be read. The first call lists the problems; later ones refer to it in one line.</exception>
    /// <exception cref="RenderException">It can't be rendered. The first call says why in full; later ones refer to it in one line.</exception>
    public ManifestSet Load()
    {
        lock (_lock)
        {
            if (_manifests is not null)
                return _manifests;
            if (_failure is ManifestReadException read)
                throw new ManifestReadException(read.Problems, $"{Name} could not be loaded: {read.Problems.Count} {(read.Problems.Count == 1 ? "problem" : "problems")}, listed by the first test that needed it");
            if (_failure is RenderException render)
                throw new RenderException(render, $"{Name} could not be rendered: {render.Problem}; the first test that needed it has the details");
            try
            {
                return _manifests = _load();
            }
            catch (Exception e) when (e is ManifestReadException or RenderException)
            {
                _failure = e;
                throw;
            }
        }
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
