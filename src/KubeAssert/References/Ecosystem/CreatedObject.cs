using KubeAssert.Texts;

namespace KubeAssert.References.Ecosystem;

/// <summary>An object that a controller creates for another.</summary>
/// <param name="Creator">The object that it is created for.</param>
/// <param name="Kind">Its kind; <c>*</c> for whatever kind.</param>
/// <param name="Namespace">Its namespace; <c>*</c> for each.</param>
/// <param name="Name">Its name, in which <c>*</c> stands for any text.</param>
/// <param name="Keys">The keys of its data; null when they are not known.</param>
internal sealed record CreatedObject(Manifest Creator, string Kind, string? Namespace, string Name, IReadOnlyList<string>? Keys)
{
    public static IEnumerable<CreatedObject> Of(Creation row, Manifest creator, string? @namespace)
    {
        var space = Template.Fill(row.Namespace, creator, @namespace).FirstOrDefault();
        if (space is null)
            yield break;

        var isOpen = row.Keys is null || row.KeysAreOpenWith.Any(path => creator.Select(path).Any(node => node.HasValue));
        var keys = isOpen ? null : row.Keys!.Split(' ').SelectMany(key => Template.Fill(key, creator, @namespace)).ToList();
        foreach (var name in Template.Fill(row.Name, creator, @namespace))
            yield return new CreatedObject(creator, row.Creates, space, name, keys);
    }

    public bool Is(ReferenceTarget target) =>
        (Kind == "*" || Kind == target.Kind)
        && (Namespace == "*" || Namespace == target.Namespace)
        && Wildcard.Matches(Name, target.Name);
}
