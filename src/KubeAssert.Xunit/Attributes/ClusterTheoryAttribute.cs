using KubeAssert.Cluster;

namespace KubeAssert;

/// <summary>A theory that needs a cluster: skipped with the reason where no container engine answers or the image can't be had; see <see cref="ClusterTests"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed partial class ClusterTheoryAttribute
{
    private string? _image;

    /// <summary>The image that has to be there, where the fixture's <see cref="K3sOptions.Image"/> is another than the default.</summary>
    /// <value>Null: the default of <see cref="K3sOptions"/>.</value>
    public string? Image
    {
        get => _image;
        set
        {
            _image = value;
            Skip = value is null ? ClusterTests.SkipReason : ClusterTests.SkipReasonFor(new K3sOptions { Image = value });
        }
    }
}
