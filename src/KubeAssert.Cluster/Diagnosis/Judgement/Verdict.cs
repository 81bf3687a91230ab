using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Judgement;

/// <summary>A diagnosis with what it asks of the cluster answered: objects looked up before it is believed, logs read when it is a verdict.</summary>
internal static class Verdict
{
    // each round answers all open questions; answers can raise further ones only a few times
    private const int MostRounds = 4;
    private const int MostLogs = 5;
    private const int MostLogLine = 500;

    public static async Task<(Diagnosis Diagnosis, ClusterState State)> ReachAsync(
        Diagnostician diagnostician, ClusterState state, DateTimeOffset now, IClusterEvidence evidence, WaitPolicy policy, CancellationToken cancellationToken)
    {
        (var diagnosis, state) = await AnswerAsync(diagnostician, state, now, evidence, cancellationToken).ConfigureAwait(false);
        return (diagnosis.Outcome == Outcome.Failing ? await WithLogsAsync(diagnosis, evidence, policy, cancellationToken).ConfigureAwait(false) : diagnosis, state);
    }

    /// <summary>The diagnosis with its questions answered, without logs.</summary>
    public static async Task<(Diagnosis Diagnosis, ClusterState State)> AnswerAsync(
        Diagnostician diagnostician, ClusterState state, DateTimeOffset now, IClusterEvidence evidence, CancellationToken cancellationToken, Action<LookedUp>? told = null)
    {
        var diagnosis = diagnostician.Diagnose(state, now);
        for (var round = 0; round < MostRounds && diagnosis.Questions.Count > 0; round++)
        {
            foreach (var question in diagnosis.Questions)
            {
                var answer = await evidence.LookUpAsync(question, cancellationToken).ConfigureAwait(false);
                answer = answer with { At = answer.At < now ? now : answer.At };
                state = state.With(answer);
                told?.Invoke(answer);
            }

            diagnosis = diagnostician.Diagnose(state, now);
        }

        return (diagnosis, state);
    }

    /// <summary>Reads the logs that the causes ask for; a log that can't be read is no reason to fail differently.</summary>
    public static async Task<Diagnosis> WithLogsAsync(Diagnosis diagnosis, IClusterEvidence evidence, WaitPolicy policy, CancellationToken cancellationToken)
    {
        var budget = MostLogs;
        var secrets = SecretValues.Of(diagnosis.State);
        var causes = new List<Cause>();
        foreach (var cause in diagnosis.Causes.Count > 0 ? diagnosis.Causes : diagnosis.Awaited)
        {
            causes.Add(LoggedStartFailure.Refine(secrets.Of(cause.LogWanted is { } wanted && cause.Log.Count == 0 && budget-- > 0
                ? cause with { Log = await ReadAsync(wanted, evidence, policy, secrets, cancellationToken).ConfigureAwait(false) }
                : cause)));
        }

        return diagnosis.Causes.Count > 0 ? diagnosis with { Causes = causes } : diagnosis with { Awaited = causes };
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(LogRequest wanted, IClusterEvidence evidence, WaitPolicy policy, SecretValues secrets, CancellationToken cancellationToken)
    {
        var lines = Lines(await evidence.ReadLogAsync(wanted, cancellationToken).ConfigureAwait(false), policy.LogLines, secrets);
        return lines.Length > 0 ? lines
            : Lines(await evidence.ReadLogAsync(wanted with { Previous = !wanted.Previous }, cancellationToken).ConfigureAwait(false), policy.LogLines, secrets);
    }

    // the kubelet answers 200 with this text where a dead container's log is already gone
    private static string[] Lines(string? log, int most, SecretValues secrets) =>
        log is null || log.StartsWith("unable to retrieve container logs", StringComparison.Ordinal)
            ? []
            : log.Split('\n').Select(l => MessageText.OneLine(secrets.Of(l), MostLogLine)).Where(l => l.Length > 0).TakeLast(most).ToArray();
}
