using System.Globalization;
using KubeAssert.Model;
using KubeAssert.Texts;

namespace KubeAssert.Assertions;

/// <summary>What may be wrong with one container; null when all is well. Single containers and selections of them ask here alike.</summary>
internal static class ContainerFaults
{
    public static Finding? LacksPort(Container container, string port)
    {
        var ports = container["ports"].Items;
        if (ports.Any(p => p["name"].Text == port || p["containerPort"].Text == port))
            return null;

        var names = ports.Select(p => p["name"].Text ?? "").Where(n => n.Length > 0).ToList();
        var nearest = Nearest.Name(port, names);
        var shown = ports.Select(p => p["name"].Text is { } name ? $"{name} ({p["containerPort"].Text})" : p["containerPort"].Text ?? "");
        return At(
            container,
            container["ports"],
            ports.Count == 0 ? "exposes no port" : $"exposes {Fault.List(shown)}",
            nearest is null ? null : $"{nearest} ({ports.First(p => p["name"].Text == nearest)["name"].Location})",
            $"add a port {(port.Length > 0 && char.IsAsciiDigit(port[0]) ? "" : "named ")}{port}{Fault.OrExpect(nearest)}");
    }

    public static Finding? HasPort(Container container, string port) =>
        container["ports"].Items.FirstOrDefault(p => p["name"].Text == port || p["containerPort"].Text == port) is { } found
            ? At(container, found, $"exposes {port}", fix: "remove the port")
            : null;

    public static Finding? LacksEnv(Container container, string name)
    {
        var env = container["env"].Items;
        if (env.Any(e => e["name"].Text == name))
            return null;

        var names = env.Select(e => e["name"].Text ?? "").ToList();
        var nearest = Nearest.Name(name, names);
        var from = container["envFrom"].Items.Count > 0 ? "; what envFrom brings is not counted" : "";
        return At(
            container,
            container["env"],
            (names.Count == 0 ? "sets no environment variable" : $"sets {Fault.List(names)}") + from,
            nearest is null ? null : $"{nearest} ({env.First(e => e["name"].Text == nearest)["name"].Location})",
            $"set {name}{Fault.OrExpect(nearest)}");
    }

    public static Finding? LacksEnvValue(Container container, string name, string value)
    {
        if (LacksEnv(container, name) is { } missing)
            return missing;

        var entry = container["env"].Items.Last(e => e["name"].Text == name);
        if (entry["value"].Text == value)
            return null;
        return entry["valueFrom"].Exists
            ? At(container, entry["valueFrom"], $"takes {name} from elsewhere, so its value is not known here", fix: $"set value: {value}")
            : At(container, entry["value"], $"sets {name} to {(entry["value"].HasValue ? FieldFault.Show(container.Manifest, entry["value"]) : "nothing")}", fix: $"set {FieldFault.Show(value)}");
    }

    public static Finding? HasEnv(Container container, string name) =>
        container["env"].Items.FirstOrDefault(e => e["name"].Text == name) is { } entry
            ? At(container, entry, $"sets {name}", fix: "remove it")
            : null;

    public static Finding? LacksEnvFrom(Container container, string name)
    {
        var sources = container["envFrom"].Items
            .SelectMany(s => new[] { s["configMapRef"]["name"], s["secretRef"]["name"] }).Where(n => n.Exists).ToList();
        if (sources.Any(s => s.Text == name))
            return null;

        var names = sources.Select(s => s.Text ?? "").ToList();
        var nearest = Nearest.Name(name, names);
        return At(
            container,
            container["envFrom"],
            names.Count == 0 ? "takes no variables from a ConfigMap or Secret" : $"takes variables from {Fault.List(names)}",
            nearest is null ? null : $"{nearest} ({sources.First(s => s.Text == nearest).Location})",
            $"add {name} to envFrom{Fault.OrExpect(nearest)}");
    }

    public static Finding? LacksProbe(Container container, string probe) =>
        container[probe].HasValue ? null : At(container, container[probe], $"has no {probe}", fix: $"add a {probe}");

    public static Finding? HasProbe(Container container, string probe) =>
        container[probe].HasValue ? At(container, container[probe], $"has a {probe}", fix: "remove it") : null;

    public static IEnumerable<Finding> LacksResources(Container container, IEnumerable<string> requests, IEnumerable<string> limits)
    {
        var resources = container["resources"];
        foreach (var name in requests)
        {
            // a limit without a request is taken for the request
            if (!resources["requests"][name].HasValue && !resources["limits"][name].HasValue)
                yield return At(container, resources["requests"][name], $"requests no {name}", fix: $"set a request for {name}");
        }

        foreach (var name in limits)
        {
            if (!resources["limits"][name].HasValue)
                yield return At(container, resources["limits"][name], $"has no limit for {name}", fix: $"set a limit for {name}");
        }
    }

    public static Finding? AmountIsOver(Container container, string field, string resource, Quantity most) =>
        Amount(container, field, resource) is var (node, amount)
            ? amount is { } actual
                ? actual.CompareTo(most) > 0 ? At(container, node, Says(field, resource, node), fix: $"set {most} or less") : null
                : At(container, node, $"{Says(field, resource, node)}, which is no quantity", fix: $"set {most} or less")
            : At(container, container["resources"][field][resource], field == "limits" ? $"has no limit for {resource}" : $"requests no {resource}", fix: $"set {most} or less");

    public static Finding? RunsAsRoot(Container container)
    {
        var own = container["securityContext"];
        var pod = container.PodTemplate.Spec["securityContext"];
        var nonRoot = own["runAsNonRoot"].HasValue ? own["runAsNonRoot"] : pod["runAsNonRoot"];
        var user = own["runAsUser"].HasValue ? own["runAsUser"] : pod["runAsUser"];
        if (user.AsInteger() == 0)
            return At(container, user, "runs as user 0, which is root", fix: "set runAsUser to a user other than 0");
        if (nonRoot.AsBoolean() == true || user.AsInteger() > 0)
            return null;
        return nonRoot.AsBoolean() == false
            ? At(container, nonRoot, "may run as root: runAsNonRoot is false", fix: "set runAsNonRoot: true")
            : At(container, own["runAsNonRoot"], "may run as root: neither runAsNonRoot nor runAsUser is set, here or for the pod", fix: "set runAsNonRoot: true");
    }

    public static Finding? ComesFromElsewhere(Container container, IReadOnlyList<string> registries)
    {
        if (ImageReference.TryParse(container["image"].Text ?? "") is not { } image)
            return At(container, container["image"], $"names '{container["image"].Text}', which is no image reference", fix: "write registry/repository:tag");

        var full = $"{image.Registry}/{image.Repository}";
        return registries.Any(r => image.Registry == r || full.StartsWith(r.TrimEnd('/') + "/", StringComparison.Ordinal))
            ? null
            : At(container, container["image"], $"takes its image from {image.Registry}", fix: $"use an image from {string.Join(" or ", registries)}");
    }

    private static string Says(string field, string resource, Node amount) =>
        field == "limits" ? $"limits {resource} to {amount.Text}" : $"requests {amount.Text} of {resource}";

    private static (Node Node, Quantity? Amount)? Amount(Container container, string field, string resource)
    {
        var resources = container["resources"];
        var node = resources[field][resource];
        if (!node.HasValue && field == "requests")
            node = resources["limits"][resource];
        if (!node.HasValue)
            return null;
        return (node, Quantity.TryParse(node.Text ?? "", out var amount) ? amount : null);
    }

    private static Finding At(Container container, Node node, string message, string? nearest = null, string? fix = null) =>
        Fault.At(container.Manifest, node, string.Create(CultureInfo.InvariantCulture, $"{(container.Name.Length > 0 ? container.Name : "the container")} {message}"), nearest, fix);
}
