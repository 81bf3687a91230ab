using System.Globalization;

namespace KubeAssert.Registry;

/// <summary>What a registry's answer means for the container that names the image.</summary>
internal static class ImageFindings
{
    private const int ShownTags = 5;

    public static IEnumerable<Finding> Of(ContainerImage image, RegistryAnswer answer, IReadOnlyList<ImagePlatform> wanted, bool mayBeUnreachable) => answer.State switch
    {
        RegistryState.Found => OfFound(image, answer, wanted),
        RegistryState.NotFound => [Missing(image, answer)],
        RegistryState.Denied => [Denied(image, answer)],
        RegistryState.Unusable => [At(image, "unusable", $"names {image}; {answer.Reason}", fix: "push the image again, or name another")],
        _ =>
        [
            At(image, "not-checked", $"names {image}; not checked: {answer.Reason}", fix: "see that the registry can be reached from here, or say MayBeUnreachable in the options")
                with { Severity = mayBeUnreachable ? Severity.Info : Severity.Error },
        ],
    };

    public static Finding NoReference(ContainerImage image) =>
        At(image, "no-such-image", image.Text.Length == 0 ? "names no image" : $"names {image}, which is no image reference", fix: "write an image as registry/repository:tag");

    private static IEnumerable<Finding> OfFound(ContainerImage image, RegistryAnswer answer, IReadOnlyList<ImagePlatform> wanted)
    {
        var found = answer.Image!;
        if (answer.IsByDockerAlone)
        {
            yield return At(image, "pull-secret", $"names {image}, which is private: {answer.AskedWith} let it be pulled, and the pod names no imagePullSecrets", "name a Secret with credentials, unless the nodes have their own")
                with { Severity = Severity.Info };
        }

        var missing = wanted.Where(node => !found.Platforms.Any(p => p.RunsOn(node))).ToList();
        if (missing.Count > 0 && found.Platforms.Any(p => p.Architecture.Length > 0))
        {
            yield return At(
                image,
                "platform",
                $"names {image}, which is built for {OneLine.List(found.Platforms.Select(p => p.ToString()), 8)} only; pods may be placed on {OneLine.List(missing.Select(p => p.ToString()), 8)}",
                fix: $"build it for {OneLine.List(missing.Select(p => p.ToString()), 8)} too, or keep the pods away from these nodes by nodeSelector kubernetes.io/arch");
        }

        if (RootUser(image, found) is { } root)
            yield return root;
        if (ImageCommand.Fault(image, found) is { } command)
            yield return At(image, "command", command.Message, command.Fix, command.At);
        foreach (var port in UndeclaredPorts(image.Container, found))
            yield return At(image, "port", $"names {image}, which listens on {OneLine.Of(port)} by its own word; the container does not declare it") with { Severity = Severity.Info };
    }

    /// <summary>What the kubelet checks before it starts a container with <c>runAsNonRoot: true</c> (kuberuntime, verifyRunAsNonRoot).</summary>
    private static Finding? RootUser(ContainerImage image, RegistryImage found)
    {
        var context = image.Container.SecurityContext;
        if (context.RunAsNonRoot != true || found.Platform.Os == "windows")
            return null;
        if (context.RunAsUser is { } written)
        {
            return written == 0
                ? At(image, "root-user", "is 0, which is root, and runAsNonRoot is true; the kubelet does not start the container", "write the number of another user", context.Effective("runAsUser"))
                : null;
        }

        var name = found.User.Split(':')[0];
        var node = context.Effective("runAsNonRoot");
        const string Fix = "write runAsUser with the number of a user other than root beside it, or build the image with a numeric USER";
        if (name.Length == 0 || (long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number == 0))
            return At(image, "root-user", $"is true, and the image {image} runs as root{(name.Length == 0 ? " (it names no user)" : "")}; the kubelet does not start the container", Fix, node);
        return long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? null
            : At(image, "root-user", $"is true, and the image {image} runs as the user '{OneLine.Of(name)}'; the kubelet can't tell by a name that it is not root, and does not start the container", Fix, node);
    }

    private static IEnumerable<string> UndeclaredPorts(Container container, RegistryImage found)
    {
        var declared = container.Node["ports"].Items
            .Select(port => $"{port["containerPort"].AsInteger()}/{(port["protocol"].Text ?? "TCP").ToLowerInvariant()}")
            .ToHashSet(StringComparer.Ordinal);
        return declared.Count == 0 ? [] : found.ExposedPorts.Select(p => p.Contains('/', StringComparison.Ordinal) ? p : p + "/tcp").Where(p => !declared.Contains(p));
    }

    private static Finding Denied(ContainerImage image, RegistryAnswer answer) =>
        At(image, "denied", $"names {image}; {answer.Reason}", answer.AskedWith is null
            ? "correct the name, or give credentials for the registry: by docker login, or, with UsePullSecrets in the options, by a Secret that the pod names"
            : "correct the name, or see that these credentials are still good and may read the repository");

    private static Finding Missing(ContainerImage image, RegistryAnswer answer)
    {
        var reference = answer.Reference;
        if (answer.Tags.Count == 0)
            return At(image, "no-such-image", $"names {image}; {answer.Reason}", fix: "correct the name, or push the image before it is deployed");
        if (reference.Digest is not null)
        {
            return At(image, "no-such-image", $"names {image}; {answer.Reason}", fix: "correct the digest, or push the image before it is deployed")
                with { Nearest = answer.DigestOfTag is { } digest ? $"{digest}, as tag {OneLine.Of(reference.Tag!)} is now" : null };
        }

        var nearest = NearestTag.To(reference.PulledTag!, answer.Tags);
        return At(image, "no-such-image", $"names {image}; {answer.Reason}, which has {OneLine.List(NearestTag.NewestFirst(answer.Tags), ShownTags)}", fix: "correct the tag, or push the image before it is deployed")
            with { Nearest = nearest is null ? null : $"tag {OneLine.Of(nearest)}" };
    }

    private static Finding At(ContainerImage image, string rule, string message, string? fix = null, Node? node = null)
    {
        var place = node ?? image.Node;
        return new Finding
        {
            RuleId = "registry/" + rule,
            Manifest = image.Manifest,
            Path = place.Path,
            Location = place.Location,
            Message = message,
            Fix = fix,
        };
    }
}
