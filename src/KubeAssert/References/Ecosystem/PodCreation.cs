namespace KubeAssert.References.Ecosystem;

/// <summary>One row of the table of pods that controllers create for custom objects which hold no pod template. Texts are as in <see cref="Template"/>.</summary>
/// <param name="Group">The API group of the custom object.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Labels">Labels of the pods, <c>key=value</c> separated by spaces; <c>*</c> in a value stands for any text.</param>
/// <param name="OtherKeys">Keys of further labels whose values are set at run time, separated by spaces; <c>*</c> stands for any text.</param>
internal sealed record PodCreation(string Group, string Kind, string Labels, string OtherKeys = "");
