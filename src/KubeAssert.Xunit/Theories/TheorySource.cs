using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace KubeAssert.Theories;

/// <summary>Where a theory's manifests come from; read once per process, written into a test case as texts so that another process finds the same again.</summary>
/// <param name="Type">The type whose static members are meant, as an assembly-qualified name.</param>
/// <param name="Sources">A member's name, or paths and globs.</param>
/// <param name="Policy">The member that is the policy, or a ready policy's name; null where there is none.</param>
internal sealed record TheorySource(string Type, string Sources, string? Policy = null)
{
    /// <summary>In place of a first source: what the repository deploys, without what the other sources exclude.</summary>
    public const string Discovered = "<discovered>";

    private const char Separator = '\n';

    private static readonly ConcurrentDictionary<(TheorySource Source, Type Wanted), Lazy<object>> Read = new();
    private static readonly ConcurrentDictionary<(string Type, string Sources), Lazy<object>> Loaded = new();

    public static TheorySource Of(Type type, string[] sources, string? policy = null) =>
        new(type.AssemblyQualifiedName!, string.Join(Separator, sources), policy);

    /// <summary>The things of one type with their names, in the order of the source; at least one.</summary>
    public NamedThings<T> Things<T>()
        where T : class =>
        (NamedThings<T>)Read.GetOrAdd((this, typeof(T)), key => new Lazy<object>(() => key.Source.ReadThings<T>())).Value;

    private NamedThings<T> ReadThings<T>()
        where T : class
    {
        if (Value is Deployables deployables)
        {
            return NamedThings<T>.Later(deployables.Select(d => d.Name), name => typeof(T) == typeof(Deployable) ? (T)(object)deployables[name] : (T)(object)deployables[name].Load());
        }

        if (Value is not ManifestMatrix matrix)
            return ThingsIn<T>(Value);
        return typeof(T) == typeof(ManifestSet)
            ? NamedThings<T>.Later(matrix.Names, name => (T)(object)matrix[name])
            : NamedThings<T>.OfEach(matrix.Names.Select(name => (name, ThingsIn<T>(matrix[name]))));
    }

    private NamedThings<T> ThingsIn<T>(object value)
        where T : class
    {
        if (Policy is not null)
        {
            return value is ManifestSet manifests
                ? new NamedThings<T>(PolicyChecks.Of(FindPolicy(Policy), manifests).Cast<T>().ToList())
                : throw new TheoryDataException($"{Described} holds {NounOf(value)}, but a policy is asked about a ManifestSet.");
        }

        IReadOnlyList<T> things = value switch
        {
            ManifestSet set => set.Views<T>(),
            IEnumerable<T> list => list.ToList(),
            _ => throw new TheoryDataException($"{Described} holds {NounOf(value)}, but the theory's parameter is a {typeof(T).Name}; make it a ManifestSet, or a list of {typeof(T).Name}."),
        };
        return things.Count > 0
            ? new NamedThings<T>(things)
            : throw new TheoryDataException($"No test case: {(things as Selection<T>)?.WhyEmpty ?? $"there is no {typeof(T).Name}"} ({Described}). A theory without cases would check nothing; correct the source, or remove the test.");
    }

    private object Value => Loaded.GetOrAdd((Type, Sources), _ => new Lazy<object>(Load)).Value;

    private string Described => Sources.Replace("\n", ", ", StringComparison.Ordinal);

    private Type DeclaringType => System.Type.GetType(Type) ?? throw new TheoryDataException($"The type {Type} is not there any more; build again and discover the tests anew.");

    private object Load()
    {
        var sources = Sources.Split(Separator);
        if (sources[0] == Discovered)
            return KubeAssert.Manifests.Discover(new DiscoveryOptions { Exclude = sources[1..] });
        if (sources is [var name] && Member(DeclaringType, name) is { } member)
            return member;
        try
        {
            return KubeAssert.Manifests.Load(sources);
        }
        catch (ManifestReadException e) when (sources is [var only] && IsIdentifier(only))
        {
            throw new TheoryDataException($"'{only}' is neither a static field, property or method of {DeclaringType.Name} nor a path: {e.Message}", e);
        }
    }

    private Policy FindPolicy(string name) =>
        Member(DeclaringType, name) switch
        {
            Policy policy => policy,
            null => Member(typeof(Policies), name) as Policy
                ?? throw new TheoryDataException($"'{name}' is neither a static field, property or method of {DeclaringType.Name} nor one of the ready policies {string.Join(", ", typeof(Policies).GetProperties().Select(p => p.Name))}."),
            var other => throw new TheoryDataException($"{DeclaringType.Name}.{name} holds {NounOf(other)}, not a Policy."),
        };

    /// <summary>The value of a static field, property or method without parameters; null where there is none of that name.</summary>
    private static object? Member(Type type, string name)
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        for (var at = type; at is not null; at = at.BaseType)
        {
            try
            {
                if (at.GetField(name, Static) is { } field)
                    return field.GetValue(null) ?? throw new TheoryDataException($"{at.Name}.{name} is null.");
                var method = at.GetProperty(name, Static)?.GetMethod ?? at.GetMethod(name, Static, []);
                if (method is not null)
                    return method.Invoke(null, null) ?? throw new TheoryDataException($"{at.Name}.{name} is null.");
            }
            catch (Exception e) when (Cause(e) is { } cause)
            {
                throw new TheoryDataException($"{at.Name}.{name} can't be had: {cause.Message}", cause);
            }
        }

        return null;
    }

    private static Exception? Cause(Exception exception)
    {
        var cause = exception;
        while (cause is TargetInvocationException or TypeInitializationException && cause.InnerException is { } inner)
            cause = inner;
        return cause == exception ? null : cause;
    }

    private static bool IsIdentifier(string text) => text.All(c => char.IsLetterOrDigit(c) || c == '_');

    private static string NounOf(object value) => value is IEnumerable and not string ? $"a list ({value.GetType().Name})" : $"a {value.GetType().Name}";
}
