using System.Text;
using KubeAssert.Cel;
using KubeAssert.Yaml;

namespace KubeAssert.Validation;

/// <summary>Selectors of devices in CEL (resource validation: validateSelector; k8s.io/dynamic-resource-allocation, cel/compile.go).</summary>
internal static class DeviceSelectorValidation
{
    private const int MostSelectors = 32;
    private const int LongestExpression = 10 * 1024;

    private static readonly Lazy<TypeEnvironment> Plain = new(() => Create(hasShares: false));
    private static readonly Lazy<TypeEnvironment> WithShares = new(() => Create(hasShares: true));
    private static readonly Lazy<TypeEnvironment> WithIncludes = new(() => Create(hasShares: true, hasIncludes: true));

    public static void Check(Node parent, Problems problems)
    {
        if (DeviceLists.AreTooMany(parent, "selectors", MostSelectors, problems))
            return;
        foreach (var selector in parent.List("selectors"))
        {
            if (selector.Given("cel") is { } cel)
                CheckExpression(cel["expression"], problems);
            else
                problems.Add("required", selector["cel"], "needs a CEL expression", "set cel.expression");
        }
    }

    private static void CheckExpression(Node node, Problems problems)
    {
        var text = node.AsString() ?? "";
        if (Encoding.UTF8.GetByteCount(text) > LongestExpression)
        {
            problems.Add("too-long", node, $"is longer than {LongestExpression} bytes", "shorten it");
            return;
        }

        var environment = problems.Has(KubernetesFeature.CelIncludes) ? WithIncludes
            : problems.Has(KubernetesFeature.DraConsumableCapacity) ? WithShares
            : Plain;
        if (CelExpression.Compile(text, environment.Value, out var problem) is not { } expression)
            problems.Add("cel", node, problem!.ReplaceLineEndings("\n").Split('\n')[0], "correct the expression");
        else if (!expression.ResultType.Is(CelType.Bool) && !expression.ResultType.Is(CelType.Dyn))
            problems.Add("cel", node, $"must evaluate to bool, not {expression.ResultType}", "compare it with a value");
    }

    private static TypeEnvironment Create(bool hasShares, bool hasIncludes = false)
    {
        var schema = new StringBuilder("""
            type: object
            properties:
              driver: {type: string}
              attributes: {type: object, additionalProperties: {type: object, additionalProperties: {x-kubernetes-int-or-string: true}}}

            """);
        if (hasShares)
            schema.Append("  allowMultipleAllocations: {type: boolean}\n");
        var read = SchemaType.Of(ObjectSchema.Read(YamlReader.Read(schema.ToString(), "device", [])[0].Root), isResource: false, "kubernetes.DRADevice")!;
        var fields = read.Fields!.ToDictionary(f => f.Key, f => f.Value.Type.CelType, StringComparer.Ordinal);
        fields["capacity"] = CelType.MapOf(CelType.String, CelType.MapOf(CelType.String, CelType.Quantity));
        var device = SchemaType.OfFields("kubernetes.DRADevice", fields);
        return new TypeEnvironment(new Dictionary<string, CelType>(StringComparer.Ordinal) { ["device"] = CelType.Struct("kubernetes.DRADevice") }, [device])
        {
            HasIncludes = hasIncludes,
        };
    }
}
