using System.Buffers;

namespace KubeAssert.Model;

/// <summary>The grammar of image references and the defaults of Docker Hub, as the distribution project states them.</summary>
internal static class ImageReferenceParser
{
    private const int LongestRepository = 255;
    private const int LongestTag = 128;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> AddressDigits = SearchValues.Create("0123456789abcdefABCDEF:");

    public static ImageReference? Parse(string text, out string problem)
    {
        problem = "";
        if (text.Length == 0)
        {
            problem = "it is empty";
            return null;
        }

        if (text.Length == 64 && !text.AsSpan().ContainsAnyExcept(LowerHex))
        {
            problem = "it is an image's id; name its repository";
            return null;
        }

        var (rest, digest) = Cut(text, '@');
        if (digest is not null && DigestProblem(digest) is { } wrongDigest)
        {
            problem = wrongDigest;
            return null;
        }

        var (registry, path) = SplitRegistry(rest);
        var (repository, tag) = Cut(path, ':');
        problem = RegistryProblem(registry) ?? RepositoryProblem(repository) ?? (tag is null ? null : TagProblem(tag)) ?? "";
        return problem.Length > 0 ? null : new(text, registry, repository, tag, digest);
    }

    private static (string Registry, string Path) SplitRegistry(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return (ImageReference.DockerHub, "library/" + name);

        var (first, path) = (name[..slash], name[(slash + 1)..]);
        if (first == "index.docker.io")
            first = ImageReference.DockerHub;
        else if (first != "localhost" && first.AsSpan().IndexOfAny('.', ':') < 0 && !first.Any(char.IsUpper))
            (first, path) = (ImageReference.DockerHub, name);

        return first == ImageReference.DockerHub && !path.Contains('/', StringComparison.Ordinal) ? (first, "library/" + path) : (first, path);
    }

    private static string? RegistryProblem(string registry)
    {
        var host = registry;
        if (registry.StartsWith('['))
        {
            var end = registry.IndexOf(']', StringComparison.Ordinal);
            if (end < 2 || registry.AsSpan(1, end - 1).ContainsAnyExcept(AddressDigits))
                return $"'{registry}' is no registry";
            host = "ipv6" + registry[(end + 1)..];
        }

        var (name, port) = Cut(host, ':');
        if (port is not null && (port.Length == 0 || port.AsSpan().ContainsAnyExceptInRange('0', '9')))
            return $"'{port}' is no port of a registry";
        return name.Split('.').All(IsHostPart) ? null : $"'{registry}' is no registry";
    }

    private static bool IsHostPart(string part) =>
        part.Length > 0 && part[0] != '-' && part[^1] != '-' && part.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static string? RepositoryProblem(string repository)
    {
        if (repository.Any(char.IsUpper))
            return $"the repository '{repository}' has to be lower case";
        if (repository.Length > LongestRepository)
            return $"the repository is longer than {LongestRepository} characters";
        return repository.Split('/').All(IsPathPart) ? null : $"'{repository}' is no repository";
    }

    /// <summary>Letters and digits, with one point, one or two underscores or any number of dashes between them.</summary>
    private static bool IsPathPart(string part)
    {
        var run = 0;
        for (var i = 0; i < part.Length; i++)
        {
            var c = part[i];
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
            {
                run = 0;
                continue;
            }

            if (c is not ('.' or '_' or '-') || i == 0 || (run > 0 && part[i - 1] != c) || ++run > (c == '-' ? int.MaxValue : c == '_' ? 2 : 1))
                return false;
        }

        return part.Length > 0 && run == 0;
    }

    private static string? TagProblem(string tag)
    {
        if (tag.Length == 0)
            return "a tag has to follow the ':'";
        if (tag.Length > LongestTag)
            return $"the tag is longer than {LongestTag} characters";
        return tag[0] is not ('.' or '-') && tag.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-') ? null : $"'{tag}' is no tag";
    }

    private static string? DigestProblem(string digest)
    {
        var (algorithm, hex) = Cut(digest, ':');
        var length = algorithm switch { "sha256" => 64, "sha384" => 96, "sha512" => 128, _ => 0 };
        if (hex is null || length == 0)
            return $"'{digest}' is no digest; sha256, sha384 and sha512 are known";
        return hex.Length == length && !hex.AsSpan().ContainsAnyExcept(LowerHex)
            ? null
            : $"the digest needs {length} hexadecimal digits after '{algorithm}:'";
    }

    private static (string Before, string? After) Cut(string text, char at)
    {
        var i = text.IndexOf(at, StringComparison.Ordinal);
        return i < 0 ? (text, null) : (text[..i], text[(i + 1)..]);
    }
}
