using System.Reflection;

namespace KubeAssert.Findings;

/// <summary>
/// The pages of the documentation that findings point to: <c>docs/</c> of the repository, and on the web where the build was told where
/// the repository is published (the property <c>PagesUrl</c>: https://host/owner/repository/blob/main/docs/).
/// </summary>
internal static class Pages
{
    private static readonly string Root = typeof(Pages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == "PagesUrl")?.Value ?? "docs/";

    /// <param name="page">Below <c>docs</c>: <c>rules/service-selects-pods.md</c>.</param>
    public static Uri Of(string page) => new(Root + page, UriKind.RelativeOrAbsolute);
}
