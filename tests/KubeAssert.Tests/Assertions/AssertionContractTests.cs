using System.Reflection;
using System.Runtime.ExceptionServices;
using FluentAssertions.Execution;
using KubeAssert.Assertions;
using Xunit.Sdk;

namespace KubeAssert.Tests.Assertions;

/// <summary>What holds for every assertion, whichever it is: reasons, null subjects, scopes.</summary>
public sealed class AssertionContractTests
{
    private static readonly ManifestSet Called = Manifests.Parse(
        """
        {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: a}]}}
        """);

    private static readonly object[] Nothings =
    [
        ((ManifestSet?)null).Should(), ((Manifest?)null).Should(), ((Workload?)null).Should(), ((Container?)null).Should(), ((Service?)null).Should(), ((ObjectView?)null).Should(),
        ((Selection<Service>?)null).Should(), ((Selection<Container>?)null).Should(), ((Selection<Workload>?)null).Should(), ((Rule?)null).Should(), ((ServiceAccount?)null).Should(),
    ];

    /// <summary>Each assertion by the name of its class and its parameters.</summary>
    public static TheoryData<string> Names => new(All().Select(a => a.Name).Distinct());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_null_subject_fails_with_the_reason_and_nothing_throws_inside_a_scope(string name)
    {
        var (_, subject, method) = All().First(a => a.Name == name);

        var act = () =>
        {
            using var scope = new AssertionScope();
            Call(subject, method);
        };

        var message = act.Should().Throw<XunitException>().Which.Message;
        message.Should().Contain("but found <null>.");
        if (TakesReason(method))
            message.Should().Contain(" because reasons {count}, but ");
    }

    [Fact]
    public void Every_assertion_takes_a_reason_last() =>
        All().Where(a => !TakesReason(a.Method)).Select(a => a.Name).Distinct().Should().Equal("ContainersAssertions.HaveImagesFrom(String[])");

    [Fact]
    public void Every_assertion_is_marked_so_that_messages_call_the_subject_as_the_test_does() =>
        All().Where(a => a.Method.GetCustomAttribute<CustomAssertionAttribute>() is null).Select(a => a.Name).Should().BeEmpty();

    private static IEnumerable<(string Name, object Subject, MethodInfo Method)> All() =>
        from subject in Nothings
        from method in subject.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance)
        where method.DeclaringType!.Assembly == typeof(Manifest).Assembly && !method.IsSpecialName && method.Name != "AllowEmpty"
        select ($"{subject.GetType().Name.Split('`')[0]}.{method.Name}({string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name))})", subject, method);

    private static bool TakesReason(MethodInfo method) =>
        method.GetParameters() is [.., { Name: "because" }, { Name: "becauseArgs" }];

    private static void Call(object subject, MethodInfo method)
    {
        try
        {
            method.Invoke(subject, [.. method.GetParameters().Select(Argument)]);
        }
        catch (TargetInvocationException failure)
        {
            ExceptionDispatchInfo.Capture(failure.InnerException!).Throw();
        }
    }

    private static object? Argument(ParameterInfo parameter) => parameter switch
    {
        { Name: "because" } => "reasons {0}",
        { Name: "becauseArgs" } => new object[] { "{count}" },
        { Name: "yaml" } => "spec: {}",
        { Name: "amount" } => "1Gi",
        { Name: "address" } => "10.0.0.1",
        _ when parameter.ParameterType == typeof(NetworkPort) => (NetworkPort)80,
        _ when parameter.ParameterType == typeof(Service) => Called.Services()[0],
        _ when parameter.ParameterType == typeof(Workload) => Called.Workloads()[0],
        _ when parameter.ParameterType == typeof(IEnumerable<Workload>) => Called.Workloads(),
        { Name: "path" } => "spec.replicas",
        _ when parameter.ParameterType == typeof(string) => "a",
        _ when parameter.ParameterType.IsAssignableFrom(typeof(string[])) => new[] { "a" },
        _ when parameter.ParameterType == typeof(int) => 1,
        _ when parameter.ParameterType == typeof(long) => 1L,
        _ when parameter.ParameterType == typeof(Severity) => Severity.Error,
        _ when parameter.ParameterType == typeof(Policy) => Policy.Of("p", Rules.ImageIsPinned),
        _ when parameter.ParameterType == typeof(Rule) => Rules.ImageIsPinned,
        _ when parameter.ParameterType == typeof(KubernetesVersion) => KubernetesVersion.Newest,
        _ when parameter.ParameterType == typeof(ManifestSet) => Samples.Shop,
        _ when parameter.ParameterType == typeof(Manifest) => Samples.Shop[0],
        _ when parameter.ParameterType.IsGenericType && typeof(Delegate).IsAssignableFrom(parameter.ParameterType) => Condition(parameter.ParameterType),
        _ => null,
    };

    /// <summary>A delegate that is never called, for there is nothing to call it with.</summary>
    private static Delegate Condition(Type type)
    {
        var parameters = type.GetMethod("Invoke")!.GetParameters().Select(p => System.Linq.Expressions.Expression.Parameter(p.ParameterType)).ToArray();
        return System.Linq.Expressions.Expression.Lambda(type, System.Linq.Expressions.Expression.Default(type.GetMethod("Invoke")!.ReturnType), parameters).Compile();
    }
}
