using System.Security.Cryptography;

namespace KubeAssert.Registry;

/// <summary>Digests of what registries send.</summary>
internal static class Digest
{
    public static string Of(byte[] content, string like = "sha256:") =>
        like.Split(':')[0] switch
        {
            "sha512" => "sha512:" + Convert.ToHexString(SHA512.HashData(content)).ToLowerInvariant(),
            "sha384" => "sha384:" + Convert.ToHexString(SHA384.HashData(content)).ToLowerInvariant(),
            _ => "sha256:" + Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant(),
        };

    public static bool IsOf(string digest, byte[] content) => Of(content, digest) == digest;

    /// <summary>Whether content can be held against it.</summary>
    public static bool IsKnown(string? digest) => digest?.Split(':')[0] is "sha256" or "sha384" or "sha512";

    /// <summary>Whether it can be put into an address.</summary>
    public static bool IsWellFormed(string? digest) =>
        digest is { Length: > 10 and < 200 } && digest.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '+' or '.' or '_' or '-');
}
