using System.Net;

namespace KubeAssert.Registry;

/// <summary>An answer read to its end.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body; its length was bounded.</param>
/// <param name="Digest">What the registry says the body's digest is; null where it says nothing.</param>
/// <param name="Next">The address of the next page of a list; null where there is none.</param>
/// <param name="Challenge">How to say who asks; null where nothing is said.</param>
internal sealed record RegistryResponse(HttpStatusCode Status, byte[] Body, string? Digest, Uri? Next, Challenge? Challenge)
{
    /// <summary>The credentials it was asked with, <c>the credentials of Secret pull</c>; null where it was asked without.</summary>
    public string? AskedWith { get; init; }

    public bool IsSuccess => Status == HttpStatusCode.OK;

    public bool IsDenied => Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    public string Code => $"{(int)Status} {Status}";
}
