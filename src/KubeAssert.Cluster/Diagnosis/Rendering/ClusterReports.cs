
namespace KubeAssert.Cluster;

/// <summary>Deployments in reports.</summary>
public static class ClusterReports
{
    /// <summary>
    /// The same report with what became of a deployment: why it fails as findings at their places, with evidence and logs, and where the time
    /// went as a chart in HTML and a table in Markdown. A later picture of the same deployment takes the earlier one's place.
    /// </summary>
    /// <param name="report">The report, such as a policy's.</param>
    /// <param name="diagnosis">What <c>DiagnoseAsync</c> or <c>WaitAsync</c> returned.</param>
    public static Report With(this Report report, Diagnosis diagnosis)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(diagnosis);
        return DiagnosisReport.Add(report, diagnosis);
    }
}
