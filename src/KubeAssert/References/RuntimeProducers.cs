using KubeAssert.Model;
using KubeAssert.References.Ecosystem;

namespace KubeAssert.References;

/// <summary>What controllers create at run time for objects of the set, by the tables of <see cref="Creations"/> and <see cref="PodCreations"/>.</summary>
internal sealed class RuntimeProducers
{
    private static readonly ILookup<(string, string), Creation> ByKind = Creations.All.ToLookup(row => (row.Group, row.Kind));
    private static readonly ILookup<(string, string), PodCreation> PodsByKind = PodCreations.All.ToLookup(row => (row.Group, row.Kind));

    private readonly Dictionary<(string Kind, string Name), List<CreatedObject>> _named = [];
    private readonly List<CreatedObject> _patterns = [];
    private readonly List<(Manifest Creator, string? Namespace, ProducedPods Pods)> _pods = [];
    private readonly List<(Manifest Set, string? Namespace, string Prefix)> _claims = [];

    public RuntimeProducers(ManifestSet manifests, CustomWorkloads? custom)
    {
        foreach (var manifest in manifests)
        {
            var @namespace = manifests.NamespaceOf(manifest);
            if (manifest.Group.Contains('.', StringComparison.Ordinal))
                ReadCustom(manifest, @namespace, custom);
            else
                ReadBuiltIn(manifest, @namespace);
        }
    }

    /// <summary>What a controller creates by that name, or null.</summary>
    public CreatedObject? Created(ReferenceTarget target)
    {
        if (_named.TryGetValue((target.Kind, target.Name), out var named) && named.Find(created => created.Is(target)) is { } exact)
            return exact;
        if (_patterns.Find(created => created.Is(target)) is { } fitting)
            return fitting;
        return target.Kind == "PersistentVolumeClaim" ? Claim(target) : null;
    }

    /// <summary>The objects for which pods are created that a selector may choose.</summary>
    public IEnumerable<Manifest> OfPods(LabelSelector selector, string? @namespace) =>
        _pods.Where(pods => pods.Namespace == @namespace && pods.Pods.MayMeet(selector)).Select(pods => pods.Creator);

    private void ReadCustom(Manifest manifest, string? @namespace, CustomWorkloads? custom)
    {
        foreach (var row in ByKind[(manifest.Group, manifest.Kind)].Concat(ByKind[("*", "*")]))
        {
            foreach (var created in CreatedObject.Of(row, manifest, @namespace))
                Add(created);
        }

        foreach (var row in PodsByKind[(manifest.Group, manifest.Kind)])
            _pods.Add((manifest, @namespace, ProducedPods.Of(row, manifest, @namespace)));
        if (WorkloadShape.Of(manifest, custom) is not null)
            return;

        // custom workloads keep their pod template in the place where Deployments have it; experiments of Argo Rollouts have a list of them
        foreach (var template in manifest.Select("spec.template").Concat(manifest.Select("spec.templates[*].template")))
        {
            if (template["spec"]["containers"].IsList)
                _pods.Add((manifest, @namespace, new ProducedPods(Manifest.StringMap(template["metadata"]["labels"]).Select(label => (label.Key, label.Value)), ["rollouts-pod-template-hash"])));
        }
    }

    private void ReadBuiltIn(Manifest manifest, string? @namespace)
    {
        switch (manifest.Kind)
        {
            case "StatefulSet":
                foreach (var template in manifest["spec"]["volumeClaimTemplates"].Items)
                    _claims.Add((manifest, @namespace, $"{template["metadata"]["name"].Text}-{manifest.Name}-"));
                break;
            case "Service":
                // OpenShift's service-ca controller
                foreach (var key in new[] { "service.beta.openshift.io/serving-cert-secret-name", "service.alpha.openshift.io/serving-cert-secret-name" })
                {
                    if (manifest.Annotations.GetValueOrDefault(key) is { Length: > 0 } secret)
                        Add(new CreatedObject(manifest, "Secret", @namespace, secret, ["tls.crt", "tls.key"]));
                }

                break;
            case "Job":
                ReadCertificateJob(manifest, @namespace);
                break;
        }
    }

    /// <summary>kube-webhook-certgen, which charts run before their webhooks, creates the Secret that its flag <c>--secret-name</c> says.</summary>
    private void ReadCertificateJob(Manifest job, string? @namespace)
    {
        const string flag = "--secret-name=";
        foreach (var container in job["spec"]["template"]["spec"]["containers"].Items)
        {
            if (container["image"].Text?.Contains("webhook-certgen", StringComparison.Ordinal) != true)
                continue;
            foreach (var argument in container["args"].Items.Concat(container["command"].Items))
            {
                if (argument.Text is { } text && text.StartsWith(flag, StringComparison.Ordinal))
                    Add(new CreatedObject(job, "Secret", @namespace, text[flag.Length..], Keys: null));
            }
        }
    }

    private void Add(CreatedObject created)
    {
        if (created.Kind == "*" || created.Name.Contains('*', StringComparison.Ordinal))
        {
            _patterns.Add(created);
            return;
        }

        if (!_named.TryGetValue((created.Kind, created.Name), out var same))
            _named.Add((created.Kind, created.Name), same = []);
        same.Add(created);
    }

    private CreatedObject? Claim(ReferenceTarget target)
    {
        foreach (var (set, @namespace, prefix) in _claims)
        {
            if (@namespace == target.Namespace && target.Name.Length > prefix.Length && target.Name.StartsWith(prefix, StringComparison.Ordinal)
                && target.Name.AsSpan(prefix.Length).IndexOfAnyExceptInRange('0', '9') < 0)
                return new CreatedObject(set, target.Kind, @namespace, target.Name, Keys: null);
        }

        return null;
    }
}
