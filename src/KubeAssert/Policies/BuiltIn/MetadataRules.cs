using System.Text.RegularExpressions;
using KubeAssert.Model;
using KubeAssert.OpenApi;
using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert;

/// <content>Names, labels, annotations, versions.</content>
public static partial class Rules
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    /// <summary>Workloads carry the labels that are agreed on.</summary>
    public static Rule RequiredLabels(RequiredKeyParameters? parameters = null) => RequiredKeys(
        "required-labels", "labels", parameters ?? new() { Keys = ["app.kubernetes.io/name"] }, "nobody could tell whose it is, nor select it together with what belongs to it")
        .Takes(parameters ?? new RequiredKeyParameters { Keys = ["app.kubernetes.io/name"] }, RequiredLabels);

    /// <summary>Workloads carry the annotations that are agreed on.</summary>
    public static Rule RequiredAnnotations(RequiredKeyParameters? parameters = null) => RequiredKeys(
        "required-annotations", "annotations", parameters ?? new(), "nobody could tell whom to ask")
        .Takes(parameters ?? new RequiredKeyParameters(), RequiredAnnotations);

    /// <summary>Nothing asks for the namespace <c>default</c>. An object without a namespace is put into one by kustomize, Flux, Helm or <c>kubectl -n</c>.</summary>
    public static Rule NamespaceIsNotDefault { get; } = Rule
        .For<Manifest>("namespace-is-not-default", "Nothing is in the namespace default")
        .Severity(Severity.Warning)
        .Because("there is no border to anything else there: neither rights nor quotas nor policies")
        .Fix("set another namespace, or remove the field where the deployment sets it")
        .Check((m, context) => m.Name.Length > 0 && m is not { Kind: "Service", Name: "kubernetes" } && m.Namespace == ManifestSet.KubernetesDefaultNamespace
            ? [context.Finding(m["metadata"]["namespace"], "is default")]
            : [])
        .Page();

    /// <summary>Labels are such as the API server accepts.</summary>
    public static Rule LabelValuesAreValid { get; } = Rule
        .For<Manifest>("label-values-are-valid", "Keys and values of labels are such as the API server accepts")
        .Because("the API server refuses any other")
        .Fix("use at most 63 letters, digits, '-', '_' and '.', a letter or digit first and last")
        .Check(BadLabels)
        .Page();

    /// <summary>No version of the API that is deprecated or gone is used.</summary>
    public static Rule ApiVersionIsCurrent(VersionParameters? parameters = null)
    {
        var version = (parameters ?? new()).Version;
        return Rule
            .For<Manifest>("api-version-is-current", "No version of the API is used that is deprecated or gone")
            .With($"Kubernetes {version}")
            .Because("the next cluster would refuse the manifest")
            .Fix("use the version that stands for it")
            .Check((m, context) => ApiLifecycles.Find(m.ApiVersion, m.Kind) is { } lifecycle && lifecycle.IsDeprecatedIn(version)
                ? [OfVersion(m, lifecycle, version, context)]
                : [])
            .Page()
            .Takes(parameters ?? new(), ApiVersionIsCurrent);
    }

    /// <summary>Keys of maps are in alphabetical order.</summary>
    public static Rule KeysAreSorted { get; } = Rule
        .For<Manifest>("keys-are-sorted", "Keys of maps are in alphabetical order")
        .Severity(Severity.Info)
        .Because("what is sorted is found at once, and two people do not write one key twice")
        .Fix("sort the keys; apiVersion, kind, metadata and name may come first, and schemas of custom kinds are left alone")
        .Check(UnsortedKeys)
        .Page();

    private static Rule RequiredKeys(string id, string field, RequiredKeyParameters parameters, string reason)
    {
        var (keys, pattern) = (parameters.Keys, parameters.Pattern is { } text ? new Regex("^(?:" + text + ")$", RegexOptions.CultureInvariant, LongestMatch) : null);
        return Rule
            .For<Workload>(id, $"Workloads carry the {field} that are agreed on")
            .With((keys.Count == 0 ? "none" : string.Join(", ", keys)) + (parameters.Pattern is null ? "" : $", matching {parameters.Pattern}"))
            .Severity(Severity.Warning)
            .Because(reason)
            .Fix($"add it to metadata.{field}")
            .Check((w, context) => keys
                .Select(key => (Key: key, Node: w.Manifest["metadata"][field][key]))
                .Where(k => k.Node.Text is not { Length: > 0 } value || pattern?.IsMatch(value) == false)
                .Select(k => context.Finding(k.Node, k.Node.Text switch { null => "is not set", "" => "is empty", var value => $"is {value}, which does not match {parameters.Pattern}" })))
            .Page();
    }

    /// <summary>A version that is gone is an error, one that will go is at most a warning.</summary>
    private static Finding OfVersion(Manifest manifest, ApiLifecycle lifecycle, KubernetesVersion version, RuleContext context)
    {
        var fix = lifecycle.Replacement is { } use ? $"use {use}" : "plan to do without it";
        if (lifecycle.IsRemovedIn(version))
            return context.Finding(manifest["apiVersion"], $"{manifest.ApiVersion} {manifest.Kind} is gone since Kubernetes 1.{lifecycle.Removed}", fix);

        var finding = context.Finding(manifest["apiVersion"], $"{manifest.ApiVersion} {manifest.Kind} is deprecated since Kubernetes 1.{lifecycle.Deprecated}", fix);
        return finding.Severity > Severity.Warning ? finding with { Severity = Severity.Warning } : finding;
    }

    private static IEnumerable<Finding> BadLabels(Manifest manifest, RuleContext context)
    {
        List<Finding>? findings = null;
        Read(manifest["metadata"]["labels"]);
        if (ViewIndex.Of(context.Manifests).WorkloadOf(manifest) is { } workload && !ReferenceEquals(workload.PodTemplate.Node, manifest.Root))
            Read(workload.PodTemplate["metadata"]["labels"]);
        return findings ?? (IEnumerable<Finding>)[];

        void Read(Node labels)
        {
            foreach (var entry in labels.Entries)
            {
                if (!LabelSyntax.IsKey(entry.Key))
                    (findings ??= []).Add(context.Finding(entry.Value, $"'{entry.Key}' is no label's key"));
                else if (entry.Value is { IsString: true, Text: { } value } && !LabelSyntax.IsValue(value))
                    (findings ??= []).Add(context.Finding(entry.Value, $"'{value}' is no label's value"));
            }
        }
    }

    private static IEnumerable<Finding> UnsortedKeys(Manifest manifest, RuleContext context)
    {
        (MapEntry Entry, string Before)? first = null;
        var others = 0;
        Read(manifest.Root);
        return first is not { } found
            ? []
            : [context.Finding(found.Entry.Value, $"{found.Entry.Key} stands behind {found.Before}{(others == 0 ? "" : $", and {Count(others, "map")} more {(others == 1 ? "is" : "are")} not sorted")}")];

        // as deep as texts are allowed to be
        void Read(Node node)
        {
            if (node is not MapNode map)
            {
                foreach (var item in node.Items)
                {
                    if (item.Kind >= NodeKind.List)
                        Read(item);
                }

                return;
            }

            var isSorted = true;
            string? before = null;
            foreach (ref readonly var entry in map.Span)
            {
                if (isSorted && before is not null && !MayFollow(before, entry.Key))
                {
                    isSorted = false;
                    if (first is null)
                        first = (entry, before);
                    else
                        others++;
                }

                before = entry.Key;
                if (entry.Value.Kind >= NodeKind.List && entry.Key is not "openAPIV3Schema")
                    Read(entry.Value);
            }
        }
    }

    private static bool MayFollow(string before, string key)
    {
        return string.CompareOrdinal(before, key) <= 0 || Rank(before) < Rank(key);

        static int Rank(string key) => key switch { "apiVersion" => 0, "kind" => 1, "metadata" => 2, "name" => 3, _ => 4 };
    }
}

/// <summary>Which labels or annotations are agreed on.</summary>
public sealed record RequiredKeyParameters
{
    /// <summary>Their keys.</summary>
    /// <value>None; for labels <c>app.kubernetes.io/name</c>.</value>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>A regular expression that the whole of each value has to match.</summary>
    /// <value>Null: any value that is not empty.</value>
    public string? Pattern { get; init; }
}

/// <summary>Which Kubernetes is asked.</summary>
public sealed record VersionParameters
{
    /// <summary>The version of the cluster.</summary>
    /// <value>The newest that the package knows.</value>
    public KubernetesVersion Version { get; init; } = KubernetesVersion.Newest;
}
