using System.Diagnostics;
using FluentAssertions;

namespace KubeAssert.Assertions;

/// <summary>What can be asserted of a whole object: its metadata, and any field by its path.</summary>
[DebuggerNonUserCode]
public abstract class ObjectAssertions<TSubject, TSelf> : SubjectAssertions<TSubject, TSelf>
    where TSubject : class
    where TSelf : ObjectAssertions<TSubject, TSelf>
{
    private protected ObjectAssertions(TSubject? subject)
        : base(subject)
    {
    }

    private protected abstract string? NamespaceOf(TSubject subject);

    /// <summary>Asserts that it carries an annotation, with whatever value.</summary>
    [CustomAssertion]
    public AndConstraint<TSelf> HaveAnnotation(string key, string because = "", params object[] becauseArgs) =>
        Demand($"have annotation {key}", because, becauseArgs, subject =>
            ManifestOf(subject).Annotations.ContainsKey(key) ? null : MissingKey(subject, ManifestOf(subject)["metadata"]["annotations"], "annotation", key));

    /// <summary>Asserts that it carries no such annotation.</summary>
    [CustomAssertion]
    public AndConstraint<TSelf> NotHaveAnnotation(string key, string because = "", params object[] becauseArgs) =>
        Demand($"not have annotation {key}", because, becauseArgs, subject => ManifestOf(subject).Annotations.ContainsKey(key)
            ? Fault.At(ManifestOf(subject), ManifestOf(subject)["metadata"]["annotations"][key], $"is {ShowAnnotation(subject, key)}", fix: "remove the annotation")
            : null);

    /// <summary>Asserts that it carries an annotation with the given value.</summary>
    [CustomAssertion]
    public AndConstraint<TSelf> HaveAnnotationValue(string key, string value, string because = "", params object[] becauseArgs) =>
        Demand($"have annotation {key}={value}", because, becauseArgs, subject =>
            !ManifestOf(subject).Annotations.TryGetValue(key, out var actual) ? MissingKey(subject, ManifestOf(subject)["metadata"]["annotations"], "annotation", key)
            : actual != value ? Fault.At(ManifestOf(subject), ManifestOf(subject)["metadata"]["annotations"][key], $"is {ShowAnnotation(subject, key)}", fix: $"set {FieldFault.Show(value)}")
            : null);

    /// <summary>Asserts that it is in a namespace; an object that names none is in its set's default namespace.</summary>
    [CustomAssertion]
    public AndConstraint<TSelf> BeInNamespace(string @namespace, string because = "", params object[] becauseArgs) =>
        Demand($"be in namespace {@namespace}", because, becauseArgs, subject => NamespaceOf(subject) is var actual && actual == @namespace
            ? null
            : Fault.At(
                ManifestOf(subject),
                ManifestOf(subject)["metadata"]["namespace"],
                actual is null ? "is in no namespace: its kind is cluster-scoped"
                    : ManifestOf(subject).Namespace is null ? $"names none, so it is in the set's default namespace {actual}" : $"is {actual}",
                fix: actual is null ? null : $"set metadata.namespace to {@namespace}"));

    private string ShowAnnotation(TSubject subject, string key) => FieldFault.Show(ManifestOf(subject), ManifestOf(subject)["metadata"]["annotations"][key]);
}
