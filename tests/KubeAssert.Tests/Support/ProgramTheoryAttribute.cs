namespace KubeAssert.Tests.Support;

/// <summary>A theory that needs a program: skipped, with a word on why, where it is not on the <c>PATH</c>.</summary>
internal sealed class ProgramTheoryAttribute : TheoryAttribute
{
    public ProgramTheoryAttribute(params string[] programs) => Skip = new ProgramFactAttribute(programs).Skip;
}
