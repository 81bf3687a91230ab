using System.Globalization;
using System.Text.Json;

namespace KubeAssert.Validation;

/// <summary>Annotations of pods that mean something to the API server (core validation: ValidatePodSpecificAnnotations and the checks that fields and annotations match).</summary>
internal static class PodAnnotationValidation
{
    private const string Mirror = "kubernetes.io/config.mirror";
    private const string Tolerations = "scheduler.alpha.kubernetes.io/tolerations";
    private const string DeletionCost = "controller.kubernetes.io/pod-deletion-cost";
    private const string SeccompPod = "seccomp.security.alpha.kubernetes.io/pod";
    private const string SeccompContainer = "container.seccomp.security.alpha.kubernetes.io/";
    private const string AppArmor = "container.apparmor.security.beta.kubernetes.io/";
    private const string Local = "localhost/";

    /// <param name="path">The annotations as the API server names them.</param>
    public static void Check(PodScope pod, Func<string> path)
    {
        if (pod.Metadata.Given("annotations") is not MapNode annotations)
            return;

        foreach (ref readonly var entry in annotations.Span)
        {
            var (key, value) = (entry.Key, entry.Value.AsString() ?? "");
            if (key.StartsWith(AppArmor, StringComparison.Ordinal))
                CheckAppArmor(pod, entry.Value, key, value, path);
            else if (key == SeccompPod || key.StartsWith(SeccompContainer, StringComparison.Ordinal))
                CheckSeccomp(pod, entry.Value, key, value, path);
            else if (key == Mirror && pod.Spec.String("nodeName").Length == 0)
                pod.Problems.Add("annotation", entry.Value, $"{key} is for pods with a nodeName", "remove the annotation", path() + "[" + key + "]");
            else if (key == DeletionCost && !IsCost(value))
                pod.Problems.Add("annotation", entry.Value, $"{key} is {NameForm.Quoted(value)}; a 32-bit integer is needed", "write an integer", path() + "[" + key + "]");
            else if (key == Tolerations && value.Length > 0 && !IsList(value))
                pod.Problems.Add("annotation", entry.Value, $"{key} is no list of tolerations in JSON", "use the pod's tolerations", path());
        }
    }

    private static bool IsCost(string value) =>
        value.Length > 0
        && (value[0] == '-' || value == "0" || value[0] is >= '1' and <= '9')
        && int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static bool IsList(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind is JsonValueKind.Array or JsonValueKind.Null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void CheckSeccomp(PodScope pod, Node node, string key, string value, Func<string> path)
    {
        if (value.StartsWith(Local, StringComparison.Ordinal))
        {
            if (value[Local.Length..] is var profile && (profile.StartsWith('/') || profile.Split('/').Contains("..")))
                pod.Problems.Add("annotation", node, $"{key} is {NameForm.Quoted(value)}; a relative path without '..' is needed", "correct the path", path() + "." + key);
        }
        else if (value is not ("runtime/default" or "docker/default" or "unconfined"))
        {
            pod.Problems.Add("annotation", node, $"{key} is {NameForm.Quoted(value)}, which is no seccomp profile", "use securityContext.seccompProfile", path() + "." + key);
        }

        if (key == SeccompPod)
            CompareSeccomp(pod, node, value, pod.Spec);
        else if (FindContainer(pod, key[SeccompContainer.Length..]) is { } container)
            CompareSeccomp(pod, node, value, container);
    }

    /// <summary>Where both the annotation and the field are written, they must say the same.</summary>
    private static void CompareSeccomp(PodScope pod, Node node, string annotation, Node owner)
    {
        if (owner.Given("securityContext")?.Given("seccompProfile") is not { } profile)
            return;

        var agrees = profile.String("type") switch
        {
            "Unconfined" => annotation == "unconfined",
            "RuntimeDefault" => annotation is "runtime/default" or "docker/default",
            "Localhost" => annotation.StartsWith(Local, StringComparison.Ordinal),
            _ => true,
        };
        if (!agrees)
            pod.Problems.Add("annotation", node, $"says {annotation}, and seccompProfile says {profile.String("type")}", "remove the annotation", NodePaths.Child(profile, "type"));
        else if (profile.String("type") == "Localhost" && annotation[Local.Length..] != profile.Given("localhostProfile")?.AsString())
            pod.Problems.Add("annotation", node, $"says {annotation}, and seccompProfile names another profile", "remove the annotation", NodePaths.Child(profile, "localhostProfile"));
    }

    private static void CheckAppArmor(PodScope pod, Node node, string key, string value, Func<string> path)
    {
        var name = key[AppArmor.Length..];
        var container = FindContainer(pod, name);
        if (container is null)
            pod.Problems.Add("annotation", node, $"{key} names the container {NameForm.Quoted(name)}, which the pod does not have", "name one of its containers", path() + "[" + key + "]");
        if (value is not ("" or "runtime/default" or "unconfined") && !value.StartsWith(Local, StringComparison.Ordinal))
            pod.Problems.Add("annotation", node, $"{key} is {NameForm.Quoted(value)}, which is no AppArmor profile", "use securityContext.appArmorProfile", path() + "[" + key + "]");
        if (container is not null && pod.OperatingSystem != "windows")
            CompareAppArmor(pod, node, value, container);
    }

    private static void CompareAppArmor(PodScope pod, Node node, string annotation, Node container)
    {
        var own = container.Given("securityContext")?.Given("appArmorProfile");
        var profile = own ?? pod.Spec.Given("securityContext")?.Given("appArmorProfile");
        if (profile is null || (own is null && pod.IsPod && IsWholeProfile(annotation)))
            return;

        var agrees = profile.String("type") switch
        {
            "Unconfined" => annotation == "unconfined",
            "RuntimeDefault" => annotation == "runtime/default",
            "Localhost" => annotation.StartsWith(Local, StringComparison.Ordinal),
            _ => true,
        };
        var field = NodePaths.Child(container["securityContext"], "appArmorProfile");
        if (!agrees)
            pod.Problems.Add("annotation", node, $"says {annotation}, and appArmorProfile says {profile.String("type")}", "remove the annotation", field + ".type");
        else if (profile.String("type") == "Localhost" && annotation[Local.Length..] != profile.Given("localhostProfile")?.AsString())
            pod.Problems.Add("annotation", node, $"says {annotation}, and appArmorProfile names another profile", "remove the annotation", field + ".localhostProfile");
    }

    /// <summary>An annotation that the API server turns into the container's field.</summary>
    private static bool IsWholeProfile(string annotation) =>
        annotation is "runtime/default" or "unconfined"
        || (annotation.StartsWith(Local, StringComparison.Ordinal) && annotation[Local.Length..] is { Length: > 0 } profile && profile.Trim() == profile);

    private static Node? FindContainer(PodScope pod, string name)
    {
        ReadOnlySpan<string> lists = ["initContainers", "containers", "ephemeralContainers"];
        foreach (var list in lists)
        {
            foreach (var container in pod.Spec.List(list))
            {
                if (container.String("name") == name)
                    return container;
            }
        }

        return null;
    }
}
