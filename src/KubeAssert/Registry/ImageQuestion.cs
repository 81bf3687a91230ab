using System.Text.Json;

namespace KubeAssert.Registry;

/// <summary>The question for one image at one place.</summary>
internal sealed class ImageQuestion(ImageReference reference, Endpoint endpoint, RegistryLogin login, ImagePlatform? preferred, CancellationToken cancellation)
{
    private const int MostTags = 10_000;
    private const int TagsAtOnce = 1000;
    private const int MostUnknown = 8;
    private const int MostDepth = 3;

    private static readonly ImagePlatform Usual = new("linux", "amd64");
    private static readonly string[] AnyJson = ["application/json"];
    private static readonly string[] Anything = ["*/*"];

    public async Task<RegistryAnswer> AskAsync()
    {
        var asked = reference.Digest ?? reference.PulledTag!;
        var response = await login.GetAsync(endpoint, endpoint.Manifest(asked), ImageDocument.Types, cancellation).ConfigureAwait(false);
        if (response.Status == System.Net.HttpStatusCode.NotFound)
            return await MissingAsync().ConfigureAwait(false);
        if (response.IsDenied)
        {
            return Answer(RegistryState.Denied, $"{endpoint} does not let it be pulled with{(response.AskedWith is { } with ? " " + with : "out credentials")} ({response.Code}): it is private, or {endpoint.Repository} does not exist")
                with { AskedWith = response.AskedWith };
        }

        Require(response, "manifest");

        var expected = reference.Digest ?? (Digest.IsKnown(response.Digest) ? response.Digest : null);
        if (expected is not null && !Digest.IsOf(expected, response.Body))
            return Answer(RegistryState.Unusable, $"{endpoint} answers with other content than its digest {expected} says");
        var digest = expected ?? Digest.Of(response.Body);
        var document = ImageDocument.Read(response.Body, endpoint);
        var image = document.Entries is { } entries ? await OfIndexAsync(entries).ConfigureAwait(false) : await OfManifestAsync(document, null, digest).ConfigureAwait(false);
        return Answer(RegistryState.Found, "") with { Image = image with { Digest = digest }, AskedWith = response.AskedWith };
    }

    private async Task<RegistryImage> OfIndexAsync(IReadOnlyList<IndexEntry> entries, int depth = 1)
    {
        if (entries.Count == 0)
            throw RegistryProblem.Unusable("it is an index without images");

        // entries that do not say what they are built for have to be looked into; they are rare
        var known = entries.Where(e => e.Platform is not null).ToList();
        var others = new List<RegistryImage>();
        foreach (var entry in entries.Where(e => e.Platform is null).Take(MostUnknown))
            others.Add(await OfEntryAsync(entry, depth).ConfigureAwait(false));

        var platforms = known.Select(e => e.Platform!).Concat(others.SelectMany(o => o.Platforms)).Distinct().ToList();
        var chosen = Best(known, e => [e.Platform!]);
        var other = Best(others, o => o.Platforms);
        var image = chosen is not null && (other is null || !other.Platforms.Any(IsPreferred) || IsPreferred(chosen.Platform!)) ? await OfEntryAsync(chosen, depth).ConfigureAwait(false) : other!;
        return image with { Platforms = platforms };
    }

    private async Task<RegistryImage> OfEntryAsync(IndexEntry entry, int depth)
    {
        var content = await ContentAsync(endpoint.Manifest(entry.Digest), entry.Digest, ImageDocument.Types, "manifest").ConfigureAwait(false);
        var document = ImageDocument.Read(content, endpoint);
        if (document.Entries is not { } inner)
            return await OfManifestAsync(document, entry.Platform, entry.Digest).ConfigureAwait(false);
        return depth < MostDepth ? await OfIndexAsync(inner, depth + 1).ConfigureAwait(false) : throw RegistryProblem.NotChecked($"its indexes are nested more than {MostDepth} deep");
    }

    private bool IsPreferred(ImagePlatform platform) => preferred is not null && platform.RunsOn(preferred);

    private T? Best<T>(List<T> all, Func<T, IReadOnlyList<ImagePlatform>> platforms)
        where T : class =>
        all.Find(one => platforms(one).Any(IsPreferred)) ?? all.Find(one => platforms(one).Any(p => p.RunsOn(Usual))) ?? all.FirstOrDefault();

    private async Task<RegistryImage> OfManifestAsync(ImageDocument document, ImagePlatform? platform, string digest)
    {
        var content = await ContentAsync(endpoint.Blob(document.ConfigDigest), document.ConfigDigest, Anything, "image configuration").ConfigureAwait(false);
        return ImageDocument.Config(content, digest, platform, endpoint);
    }

    private async Task<byte[]> ContentAsync(Uri address, string digest, IReadOnlyList<string> accept, string what)
    {
        var response = await login.GetAsync(endpoint, address, accept, cancellation).ConfigureAwait(false);
        if (response.Status == System.Net.HttpStatusCode.NotFound)
            throw RegistryProblem.Unusable($"{endpoint} has lost its {what} {digest}");
        Require(response, what);
        return Digest.IsOf(digest, response.Body) ? response.Body : throw RegistryProblem.Unusable($"{endpoint} answers with other content than the digest of its {what}, {digest}, says");
    }

    private void Require(RegistryResponse response, string what)
    {
        if (!response.IsSuccess)
        {
            // what a server with TLS says to whoever comes without
            var hint = response.Status == System.Net.HttpStatusCode.BadRequest && endpoint.Address.Scheme == Uri.UriSchemeHttp
                ? " without TLS; name its certificate's authority in the options' Certificates if it wants TLS"
                : "";
            throw RegistryProblem.NotChecked($"{endpoint} answered {response.Code} when asked for the {what}{hint}");
        }

    }

    /// <summary>What there is instead. That the image is not there holds even where the tags can't be listed.</summary>
    private async Task<RegistryAnswer> MissingAsync()
    {
        var what = reference.Digest is { } digest ? digest : $"tag {reference.PulledTag}";
        var tags = new List<string>();
        try
        {
            for (var next = endpoint.Tags(TagsAtOnce); next is not null && tags.Count < MostTags;)
            {
                var response = await login.GetAsync(endpoint, next, AnyJson, cancellation).ConfigureAwait(false);
                if (response.Status == System.Net.HttpStatusCode.NotFound && tags.Count == 0)
                    return Answer(RegistryState.NotFound, $"{endpoint} has no repository {endpoint.Repository}");
                if (!response.IsSuccess)
                    break;
                using var page = ImageDocument.Parse(response.Body, endpoint, "list of tags");
                var found = page.RootElement.Texts("tags");
                tags.AddRange(found.Take(MostTags - tags.Count));
                next = found.Count == 0 ? null : response.Next;
            }
        }
        catch (RegistryProblem)
        {
            tags.Clear();
        }

        var answer = Answer(RegistryState.NotFound, $"{endpoint} has no {what} in {endpoint.Repository}") with { Tags = tags };
        return reference is { Digest: not null, Tag: { } tag } && tags.Contains(tag) ? answer with { DigestOfTag = await DigestAsync(tag).ConfigureAwait(false) } : answer;
    }

    /// <summary>The digest that a tag has now; null where it can't be learned.</summary>
    private async Task<string?> DigestAsync(string tag)
    {
        try
        {
            var response = await login.GetAsync(endpoint, endpoint.Manifest(tag), ImageDocument.Types, cancellation).ConfigureAwait(false);
            return response.IsSuccess ? Digest.Of(response.Body, reference.Digest!) : null;
        }
        catch (RegistryProblem)
        {
            return null;
        }
    }

    private RegistryAnswer Answer(RegistryState state, string reason) => new() { Reference = reference, State = state, Reason = reason };
}
