using KubeAssert.Yaml;

namespace KubeAssert.Cel;

/// <summary>What expressions of webhooks and admission policies may name: the object before and after, the request, its namespace, parameters, the authorizer.</summary>
/// <remarks>Source: k8s.io/apiserver, pkg/admission/plugin/cel/compile.go.</remarks>
internal static class AdmissionTypes
{
    private const string Variables = "kubernetes.variables";

    private static readonly Lazy<SchemaType> Request = new(() => Read("kubernetes.AdmissionRequest", """
        type: object
        properties:
          kind: &kind {type: object, properties: {group: {type: string}, version: {type: string}, kind: {type: string}}}
          requestKind: *kind
          resource: &resource {type: object, properties: {group: {type: string}, version: {type: string}, resource: {type: string}}}
          requestResource: *resource
          subResource: {type: string}
          requestSubResource: {type: string}
          name: {type: string}
          namespace: {type: string}
          operation: {type: string}
          userInfo:
            type: object
            properties:
              username: {type: string}
              uid: {type: string}
              groups: {type: array, items: {type: string}}
              extra: {type: object, additionalProperties: {type: array, items: {type: string}}}
          dryRun: {type: boolean}
          options: {x-kubernetes-int-or-string: true}
        """));

    private static readonly Lazy<SchemaType> Namespace = new(() => Read("kubernetes.Namespace", """
        type: object
        properties:
          metadata:
            type: object
            properties:
              name: {type: string}
              generateName: {type: string}
              namespace: {type: string}
              labels: {type: object, additionalProperties: {type: string}}
              annotations: {type: object, additionalProperties: {type: string}}
              UID: {type: string}
              creationTimestamp: {type: string, format: date-time}
              deletionGracePeriodSeconds: {type: integer}
              deletionTimestamp: {type: string, format: date-time}
              generation: {type: integer}
              resourceVersion: {type: string}
              finalizers: {type: array, items: {type: string}}
          spec: {type: object, properties: {finalizers: {type: array, items: {type: string}}}}
          status:
            type: object
            properties:
              phase: {type: string}
              conditions:
                type: array
                items:
                  type: object
                  properties:
                    status: {type: string}
                    type: {type: string}
                    lastTransitionTime: {type: string, format: date-time}
                    message: {type: string}
                    reason: {type: string}
        """));

    /// <param name="hasParameters">Whether <c>params</c> may be named.</param>
    /// <param name="hasAuthorizer">Whether <c>authorizer</c> may be named.</param>
    /// <param name="variables">The types of what stands behind <c>variables</c>; null when there are no variables.</param>
    /// <param name="hasPatches">Whether patches may be made.</param>
    public static TypeEnvironment Environment(bool hasParameters, bool hasAuthorizer, IReadOnlyDictionary<string, CelType>? variables = null, bool hasPatches = false)
    {
        var names = new Dictionary<string, CelType>(StringComparer.Ordinal)
        {
            ["object"] = CelType.Dyn,
            ["oldObject"] = CelType.Dyn,
            ["request"] = Request.Value.CelType,
            ["namespaceObject"] = Namespace.Value.CelType,
        };
        if (hasParameters)
            names["params"] = CelType.Dyn;
        if (hasAuthorizer)
        {
            names["authorizer"] = CelType.Authorizer;
            names["authorizer.requestResource"] = CelType.Struct("kubernetes.authorization.ResourceCheck");
        }

        if (variables is null)
            return new TypeEnvironment(names, [Request.Value, Namespace.Value]) { HasPatches = hasPatches };

        names["variables"] = CelType.Struct(Variables);
        return new TypeEnvironment(names, [Request.Value, Namespace.Value, SchemaType.OfFields(Variables, variables)]) { HasPatches = hasPatches };
    }

    private static SchemaType Read(string name, string schema) =>
        SchemaType.Of(ObjectSchema.Read(YamlReader.Read(schema, name, [])[0].Root), isResource: false, name)!;
}
