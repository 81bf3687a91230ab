using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Judgement;

/// <summary>Says what is wrong in a picture of the cluster. Pure: same picture and time, same answer.</summary>
internal sealed class Diagnostician(WaitPolicy policy)
{
    private static readonly IReadOnlyList<Recognizer> Catalog = RecognizerCatalog.All;

    public Diagnosis Diagnose(ClusterState state, DateTimeOffset now)
    {
        // an old picture proves nothing: time stands still until it is renewed
        var context = new DiagnosisContext(state, state.StaleSince < now ? state.StaleSince.Value : now, policy);
        var questions = new HashSet<ObjectKey>();
        DateTimeOffset? nextLook = null;

        var symptoms = Symptoms(context).Select(s => Verify(context, s, questions)).ToList();
        foreach (var symptom in symptoms)
            Sooner(ref nextLook, symptom.FailsAt, context.Now);

        var causes = new CauseBuilder(context).Explain(symptoms);
        var failing = causes.Where(c => c.IsFailing).ToList();
        var failed = failing.Select(c => c.Cause.Object).ToHashSet();

        var threatened = causes.Where(c => c.IsThreatening).Select(c => c.Cause.Object).ToHashSet();

        var objects = new List<ObjectDiagnosis>();
        foreach (var target in state.Targets.Values)
            objects.Add(Judge(context, target, failed, threatened, ref nextLook));
        objects.AddRange(failed.Where(f => !state.Targets.ContainsKey(f)).Select(f => new ObjectDiagnosis(f, Outcome.Failing, "", null)));
        objects.Sort((a, b) => a.Outcome != b.Outcome ? b.Outcome.CompareTo(a.Outcome) : string.CompareOrdinal(a.Object.ToString(), b.Object.ToString()));

        var outcome = failing.Count > 0 ? Outcome.Failing
            : state.StartedAt is not null && objects.Count > 0 && state.Rejections.IsEmpty && objects.All(o => o.Outcome == Outcome.Ready) ? Outcome.Ready
            : Outcome.Progressing;

        return new Diagnosis
        {
            Outcome = outcome,
            At = now,
            Elapsed = state.StartedAt is { } started && now > started ? now - started : TimeSpan.Zero,
            Objects = objects,
            Causes = failing.Select(c => c.Cause).ToArray(),
            Awaited = causes.Where(c => !c.IsFailing && !failed.Contains(c.Cause.Object)).Select(c => c.Cause).ToArray(),
            State = state,
            Questions = questions.ToArray(),
            NextLook = state.StaleSince is null ? nextLook : null,
        };
    }

    private static IEnumerable<Symptom> Symptoms(DiagnosisContext context)
    {
        foreach (var pod in context.State.Pods)
        {
            if (IsFine(pod) || !OwnerChain.IsCurrent(context.State, pod))
                continue;
            foreach (var symptom in InPod(context, pod))
                yield return OldRevision.Amend(context, pod, symptom);
        }

        foreach (var found in context.State.Stateful)
        {
            if (!OwnerChain.IsCurrent(context.State, found) && found is not ObservedNamespace)
                continue;
            if (Strongest(context, Catalog.Select(r => r.InObject(context, found))) is { } symptom)
                yield return symptom;
        }

        foreach (var target in context.State.Targets.Values)
        {
            if (Readiness.AsWritten(context, target) is { } written && Strongest(context, Catalog.Select(r => r.InObject(context, written))) is { } symptom)
                yield return symptom;
        }

        foreach (var rejected in context.State.Rejections.Values)
        {
            if (Strongest(context, Catalog.Select(r => r.InRejection(context, rejected))) is { } symptom)
                yield return symptom;
        }
    }

    private static IEnumerable<Symptom> InPod(DiagnosisContext context, ObservedPod pod)
    {
        var whole = Strongest(context, Catalog.Select(r => r.InPod(context, pod)));
        if (whole is not null)
            yield return whole;

        foreach (var container in pod.Containers.Select(c => StatusFromEvents.Of(context, pod, c)))
        {
            var symptom = Strongest(context, Catalog.Select(r => r.InContainer(context, pod, container)));
            if (symptom is not null && (whole is null || symptom.Rank < whole.Rank || symptom.FailsAt is not null))
                yield return symptom;
        }
    }

    private static bool IsFine(ObservedPod pod)
    {
        if (pod.Phase == "Succeeded")
            return true;
        if (!pod.IsReady)
            return false;
        foreach (var container in pod.Containers)
        {
            if (container.Restarts > 0)
                return false;
        }

        return true;
    }

    // what fails now, then what will, then what only may; among these the cause before what it causes
    private static Symptom? Strongest(DiagnosisContext context, IEnumerable<Symptom?> symptoms)
    {
        Symptom? best = null;
        foreach (var symptom in symptoms)
        {
            if (symptom is not null && (best is null || Weight(symptom) < Weight(best)))
                best = symptom;
        }

        return best;

        int Weight(Symptom s) => (s.FailsAt is null ? 2000 : s.FailsAt > context.Now ? 1000 : 0) + s.Rank;
    }

    // before a verdict rests on something's absence, the API server is asked; the watches may lag, or not cover that kind
    private static Symptom Verify(DiagnosisContext context, Symptom symptom, HashSet<ObjectKey> questions)
    {
        var asked = symptom.Missing ?? symptom.MissingKey?.Object;
        if (asked is not { } key || symptom.FailsAt is not { } failsAt || failsAt > context.Now || !context.State.AnswersQuestions)
            return symptom;
        if (symptom.MissingKey is not null && context.State.Find(key) is not null)
            return symptom;
        if (context.State.AnswerTo(key) is { } answer && answer.At >= failsAt)
        {
            // not allowed to look, or nobody there to ask: the symptom is believed, but later
            return answer.Exists is not null ? symptom : symptom with { FailsAt = context.AfterGrace(failsAt) };
        }

        questions.Add(key);
        return symptom with { FailsAt = null };
    }

    private ObjectDiagnosis Judge(DiagnosisContext context, AppliedManifest target, HashSet<ObjectKey> failed, HashSet<ObjectKey> threatened, ref DateTimeOffset? nextLook)
    {
        var readiness = Readiness.Of(context, target);
        if (failed.Contains(target.Key))
            return new ObjectDiagnosis(target.Key, Outcome.Failing, readiness.IsReady ? "" : readiness.Summary, target.Manifest.Location);
        if (!readiness.IsReady)
            return new ObjectDiagnosis(target.Key, Outcome.Progressing, readiness.Summary, target.Manifest.Location);

        // what becomes a failure unless something changes must not pass for ready before
        if (threatened.Contains(target.Key))
            return new ObjectDiagnosis(target.Key, Outcome.Progressing, "something is wrong with it", target.Manifest.Location);

        var stableAt = readiness.Since + policy.StabilityWindow;
        Sooner(ref nextLook, stableAt, context.Now);
        return stableAt <= context.Now
            ? new ObjectDiagnosis(target.Key, Outcome.Ready, readiness.Summary, target.Manifest.Location)
            : new ObjectDiagnosis(target.Key, Outcome.Progressing, $"{readiness.Summary} for {MessageText.Duration(context.Now - readiness.Since)}; must stay so", target.Manifest.Location);
    }

    private static void Sooner(ref DateTimeOffset? next, DateTimeOffset? candidate, DateTimeOffset now)
    {
        if (candidate > now && (next is null || candidate < next))
            next = candidate;
    }
}
