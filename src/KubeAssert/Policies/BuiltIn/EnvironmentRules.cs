using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert;

/// <content>Environment variables.</content>
public static partial class Rules
{
    /// <summary>No environment variable is written twice.</summary>
    public static Rule EnvNamesAreUnique { get; } = Rule
        .For<Container>("env-names-are-unique", "No environment variable of a container is written twice")
        .Because("the last one counts, whatever the first one says")
        .Fix("remove one of the two")
        .Check(RepeatedVariables)
        .Page();

    /// <summary>No environment variable holds a password, a token or a key in plain text.</summary>
    public static Rule EnvHoldsNoSecret { get; } = Rule
        .For<Container>("env-holds-no-secret", "No environment variable holds a password, a token or a key in plain text")
        .Because("whoever reads the manifest or the repository's history has it")
        .Fix("put the value into a Secret and name it by valueFrom.secretKeyRef, or mount it as a file")
        .Check((c, context) => c.Env.Select(v => HeldSecret(v, context)).OfType<Finding>())
        .Page();

    /// <summary>No environment variable takes its value from a Secret: a file would be harder to leak.</summary>
    public static Rule EnvReadsNoSecret { get; } = Rule
        .For<Container>("env-reads-no-secret", "No environment variable takes its value from a Secret")
        .Severity(Severity.Warning)
        .Because("the environment is inherited by every child process and ends up in crash reports; a file does not")
        .Fix("mount the Secret as a volume and read the file")
        .Check((c, context) => c.Env.Where(v => v.SecretKey is not null).Select(v => context.Finding(v["valueFrom"]["secretKeyRef"], $"gives {v.Name} the value of {v.SecretKey}"))
            .Concat(c.EnvFrom.Where(s => s.SecretName is not null).Select(s => context.Finding(s["secretRef"], $"makes every key of Secret/{s.SecretName} a variable"))))
        .Page();

    /// <summary>Every key of a ConfigMap or Secret that <c>envFrom</c> names can be a variable's name.</summary>
    public static Rule EnvFromKeysAreNames { get; } = Rule
        .For<Container>("env-from-keys-are-names", "Every key of what envFrom names is the name of a variable that a shell can read")
        .Severity(Severity.Warning)
        .Because("programs and shells that expect letters, digits and underscores never see a variable such as app.properties")
        .Fix("name the variable by env with valueFrom, or rename the key")
        .Check(UnreadableKeys)
        .Page();

    /// <summary>No value of a ConfigMap holds a password, a token or a key in plain text.</summary>
    public static Rule ConfigMapHoldsNoSecret { get; } = Rule
        .For<ConfigMap>("config-map-holds-no-secret", "No value of a ConfigMap holds a password, a token or a key in plain text")
        .Because("whoever reads the manifest or the repository's history has it")
        .Fix("move the value into a Secret")
        .Check((map, context) => map["data"].Entries.Select(entry => HeldSecret(entry, context)).OfType<Finding>())
        .Page();

    private static Finding? HeldSecret(EnvVariable variable, RuleContext context)
    {
        var value = variable.Value;
        if (SecretNames.Inside(value) is { } secret)
            return context.Finding(variable["value"], $"gives {variable.Name} a value that contains {secret} in plain text");
        var isSecret = SecretNames.SaysSecret(variable.Name) && SecretNames.LooksSecret(value) && !value!.Contains(variable.Name, StringComparison.OrdinalIgnoreCase);
        return isSecret ? context.Finding(variable["value"], $"gives {variable.Name} a value of {value!.Length} characters in plain text") : null;
    }

    /// <summary>Values of several lines are files, in which only connection strings and addresses tell a secret for certain.</summary>
    private static Finding? HeldSecret(MapEntry entry, RuleContext context)
    {
        var value = entry.Value.AsString();
        if (SecretNames.Inside(value) is { } secret)
            return context.Finding(entry.Value, $"holds {secret} in plain text");
        var isSecret = value is not null && !value.Contains('\n', StringComparison.Ordinal) && SecretNames.SaysSecret(entry.Key) && SecretNames.LooksSecret(value);
        return isSecret ? context.Finding(entry.Value, $"holds a value of {value!.Length} characters in plain text") : null;
    }

    private static IEnumerable<Finding> RepeatedVariables(Container container, RuleContext context)
    {
        if (container.Env.Count < 2)
            yield break;
        var seen = new Dictionary<string, EnvVariable>(container.Env.Count, StringComparer.Ordinal);
        foreach (var variable in container.Env)
        {
            if (variable.Name.Length > 0 && !seen.TryAdd(variable.Name, variable))
                yield return context.Finding(variable["name"], $"{variable.Name} is written before ({seen[variable.Name].Location})");
        }
    }

    private static IEnumerable<Finding> UnreadableKeys(Container container, RuleContext context)
    {
        foreach (var source in container.EnvFrom)
        {
            var (kind, name, node) = source.ConfigMapName is { } map ? ("ConfigMap", map, source["configMapRef"]["name"]) : ("Secret", source.SecretName, source["secretRef"]["name"]);
            if (name is null || context.Manifests.Find("", kind, container.Namespace, name) is not { } manifest)
                continue;
            var keys = manifest["data"].Entries.Concat(manifest["stringData"].Entries).Select(e => e.Key)
                .Where(key => !IsVariableName(source.Prefix + key)).Distinct(StringComparer.Ordinal).ToList();
            if (keys.Count > 0)
                yield return context.Finding(node, $"makes variables of {manifest}, whose key{(keys.Count == 1 ? "" : "s")} {string.Join(", ", keys.Take(3))}{(keys.Count > 3 ? " ..." : "")} no shell can read", nearest: $"{manifest} ({manifest.Location})");
        }
    }

    private static bool IsVariableName(string name)
    {
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
            return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
                return false;
        }

        return true;
    }
}
