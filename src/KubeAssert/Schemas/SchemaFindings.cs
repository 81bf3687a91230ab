namespace KubeAssert.OpenApi;

/// <summary>Collects what the schema check finds in one manifest. Nothing is allocated while all is well.</summary>
internal sealed class SchemaFindings(Manifest manifest, KubernetesVersion version)
{
    public const string UnknownFieldRule = "schema/unknown-field";
    public const string MissingRequiredRule = "schema/missing-required";

    private List<Finding>? _findings;

    public KubernetesVersion Version => version;

    public IReadOnlyList<Finding> Findings => _findings ?? (IReadOnlyList<Finding>)[];

    /// <summary>Whether the server would not get past decoding, so that its validation never runs.</summary>
    public bool DecodingFailed { get; private set; }

    public void UnknownField(MapEntry entry, string path, string typeName, string? nearest, string fix) =>
        AddDecoding(UnknownFieldRule, path, entry.KeyLocation, $"unknown field \"{path}\" in {typeName}", fix, nearest, typeName);

    public void WrongType(Node node, string takes, string typeName, string? fix = null)
    {
        var quote = takes.Contains("string", StringComparison.Ordinal) && node.Kind is NodeKind.Boolean or NodeKind.Integer or NodeKind.Float;
        AddDecoding(
            "schema/wrong-type",
            node.Path,
            node.Location,
            $"is {Describe(node)}; {typeName} takes {takes} here",
            fix ?? Reshaped(node, takes) ?? (quote ? $"quote it: {(IsSecret(node) ? "\"...\"" : $"\"{node.Text}\"")}" : $"write {takes}"),
            nearest: null,
            typeName);
    }

    /// <summary>What to do about a map where a list belongs, and the other way round: a hyphen too few or too many.</summary>
    private static string? Reshaped(Node node, string takes) => (node.Kind, takes) switch
    {
        (NodeKind.Map, "a list") => "make it a list of one item: begin it with \"- \"",
        (NodeKind.List, "a map") when node.Items.Count > 0 && node.Items.All(item => item.IsMap)
            && node.Items.SelectMany(item => item.Entries).DistinctBy(entry => entry.Key, StringComparer.Ordinal).Count() == node.Items.Sum(item => item.Entries.Count)
            => "make its items one map: remove the hyphens",
        _ => null,
    };

    /// <summary>A text that is missing is empty, which the server hardly ever takes; what else is missing may well be nought or empty.</summary>
    public void MissingRequired(Node node, string field, string typeName, bool isText) =>
        Add(MissingRequiredRule, node.Path, node.Location, $"missing required field {field} in {typeName}", $"set {field}", typeName: typeName, severity: isText ? Severity.Error : Severity.Warning);

    public void AddDecoding(string rule, string path, Location location, string message, string? fix, string? nearest = null, string? typeName = null)
    {
        DecodingFailed = true;
        Add(rule, path, location, message, fix, nearest, typeName);
    }

    public void Add(string rule, string path, Location location, string message, string? fix, string? nearest = null, string? typeName = null, Severity severity = Severity.Error) =>
        (_findings ??= []).Add(new Finding
        {
            RuleId = rule,
            Severity = severity,
            Manifest = manifest,
            Path = path,
            Location = location,
            Message = message,
            Nearest = nearest,
            Fix = fix,
            Documentation = typeName is null ? null : ReferenceDocumentation.Of(typeName, version),
        });

    /// <summary>A value as a reader of YAML calls it; values of Secrets stay out of it.</summary>
    private string Describe(Node node) => node.Kind switch
    {
        NodeKind.Boolean => IsSecret(node) ? "a boolean" : $"the boolean {node.Text}",
        NodeKind.Integer or NodeKind.Float => IsSecret(node) ? "a number" : $"the number {node.Text}",
        NodeKind.String => IsSecret(node) || node.Text!.Length > 60 ? "a string" : $"the string \"{node.Text}\"",
        NodeKind.List => "a list",
        NodeKind.Map => "a map",
        _ => "null",
    };

    private bool IsSecret(Node node) =>
        manifest.Kind == "Secret" && node.Path is var path
        && (path.StartsWith("data", StringComparison.Ordinal) || path.StartsWith("stringData", StringComparison.Ordinal));
}
