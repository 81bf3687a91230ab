using System.Diagnostics;
using System.Runtime.CompilerServices;
using KubeAssert.Sources;

namespace KubeAssert;

/// <content>Objects built in code.</content>
public static partial class Manifests
{
    /// <summary>Makes manifests of objects: models of the KubernetesClient package, anonymous objects, dictionaries, JSON.</summary>
    /// <param name="objects">
    /// Whatever System.Text.Json writes as a Kubernetes object, or as a list of them. Names of properties begin in lower case unless an
    /// attribute says otherwise; values of enumerations are written by name; nulls are left out; models that leave <c>apiVersion</c> and <c>kind</c> to their
    /// <c>KubernetesEntity</c> attribute get them from there.
    /// </param>
    /// <remarks>The place of every value is the line of this call, where the test was built with its debug information.</remarks>
    /// <exception cref="ManifestReadException">One of them is no Kubernetes object; all are listed.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ManifestSet FromObjects(params object[] objects)
    {
        ArgumentNullException.ThrowIfNull(objects);
        return BuiltObjects.Read(objects, BuiltObjects.Place(new StackFrame(1, needFileInfo: true)));
    }
}
