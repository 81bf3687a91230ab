namespace KubeAssert;

/// <summary>What comes nearest to what a reference names.</summary>
/// <param name="Text">What it is: <c>ConfigMap/web-config</c>, <c>Deployment/flask carries app=flask</c>.</param>
/// <param name="Location">Its place.</param>
/// <param name="Fix">What to write to mean it: <c>name web-config</c>, <c>select app=flask</c>.</param>
public sealed record ReferenceCandidate(string Text, Location Location, string Fix)
{
    /// <summary>Text and place: <c>Deployment/flask carries app=flask (deploy/flask.yaml:12:9)</c>.</summary>
    public override string ToString() => $"{Text} ({Location})";
}
