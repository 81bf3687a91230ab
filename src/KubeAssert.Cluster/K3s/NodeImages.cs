namespace KubeAssert.Cluster.K3s;

/// <summary>Puts images into a node that it then need not pull.</summary>
internal sealed class NodeImages(NodeContainer container, Action<string>? say)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);
    private string? _architecture;

    /// <summary>An image of the local engine.</summary>
    public async Task LoadAsync(string image, CancellationToken cancel)
    {
        var name = ImageReference.TryParse(image) ?? throw new K3sException($"'{image}' is no name of an image.");
        if (name.Digest is not null)
            throw new K3sException($"The image '{image}' is named by its digest, which an image archive does not keep. Load it by a tag and let the manifests name that tag, or let the node pull it: see K3sOptions.RegistriesYaml.");

        var command = container.Engine.Command;
        var archive = TemporaryFile();
        try
        {
            var (code, _, errors) = await command.TryAsync(["save", "--output", archive, name.Tag is null ? image + ":latest" : image], TimeLimit, cancel).ConfigureAwait(false);
            if (code != 0)
                throw new K3sException($"The image '{image}' could not be taken from {command.Program}: {errors.Trim()}. Build it first, and name it with its tag.");
            await LoadArchiveAsync(archive, name, cancel).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(archive);
        }
    }

    /// <summary>The images of a file.</summary>
    public Task LoadArchiveAsync(string path, CancellationToken cancel) =>
        File.Exists(path) ? LoadArchiveAsync(path, null, cancel) : throw new K3sException($"There is no image archive {path}.");

    private async Task LoadArchiveAsync(string path, ImageReference? wanted, CancellationToken cancel)
    {
        _architecture ??= K3sFacts.Architecture((await container.ExecAsync(["uname", "-m"], TimeLimit, cancel).ConfigureAwait(false)).Trim());
        var prepared = TemporaryFile();
        var inside = $"/tmp/{Guid.NewGuid():n}.tar";
        try
        {
            var names = await ImageArchive.PrepareAsync(path, prepared, _architecture, wanted, cancel).ConfigureAwait(false);
            await container.CopyInAsync(prepared, inside, TimeLimit, cancel).ConfigureAwait(false);
            await container.ExecAsync(K3sFacts.ImportCommand(inside, _architecture), TimeLimit, cancel).ConfigureAwait(false);
            await container.ExecAsync(["rm", inside], TimeLimit, cancel).ConfigureAwait(false);
            foreach (var name in names)
            {
                say?.Invoke($"loaded {name} into the node{(ImageReference.TryParse(name)?.PulledTag == "latest"
                    ? "; its tag is latest, which Kubernetes pulls all the same unless the container's imagePullPolicy is IfNotPresent or Never"
                    : "")}");
            }
        }
        finally
        {
            File.Delete(prepared);
        }
    }

    private static string TemporaryFile() => Path.Combine(Path.GetTempPath(), $"kubeassert-{Guid.NewGuid():n}.tar");
}
