using System.Collections.Immutable;

namespace KubeAssert.Model;

/// <summary>The custom kinds of workload that a set was told of.</summary>
internal sealed record CustomWorkloads(ImmutableArray<WorkloadShape> Shapes)
{
    public static CustomWorkloads None { get; } = new(ImmutableArray<WorkloadShape>.Empty);

    public WorkloadShape? Find(Manifest manifest)
    {
        foreach (var shape in Shapes)
        {
            if (shape.Kind == manifest.Kind && (shape.Group == manifest.Group || shape.ApiVersion == manifest.ApiVersion))
                return shape;
        }

        return null;
    }
}
