using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing;

/// <summary>Says what is wrong in a picture of the cluster. Pure: same picture and time, same answer.</summary>
internal sealed class Diagnostician(Patience patience)
{
    private static readonly IReadOnlyList<Recogniser> Catalogue = Diagnosing.Catalogue.All;

    public Diagnosis Diagnose(ClusterState state, DateTimeOffset now)
    {
        // an old picture proves nothing: time stands still until it is renewed
        var scene = new Scene(state, state.StaleSince < now ? state.StaleSince.Value : now, patience);
        var questions = new HashSet<ObjectKey>();
        DateTimeOffset? nextLook = null;

        var symptoms = Symptoms(scene).Select(s => Doubt(scene, s, questions)).ToList();
        foreach (var symptom in symptoms)
            Sooner(ref nextLook, symptom.FailsAt, scene.Now);

        var causes = new CauseBuilder(scene).Explain(symptoms);
        var failing = causes.Where(c => c.IsFailing).ToList();
        var failed = failing.Select(c => c.Cause.Object).ToHashSet();

        var threatened = causes.Where(c => c.IsThreatening).Select(c => c.Cause.Object).ToHashSet();

        var objects = new List<ObjectDiagnosis>();
        foreach (var target in state.Targets.Values)
            objects.Add(Judge(scene, target, failed, threatened, ref nextLook));
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

    private static IEnumerable<Symptom> Symptoms(Scene scene)
    {
        foreach (var pod in scene.State.Pods)
        {
            if (IsFine(pod) || !Family.IsCurrent(scene.State, pod))
                continue;
            foreach (var symptom in InPod(scene, pod))
                yield return OldRevision.Amend(scene, pod, symptom);
        }

        foreach (var found in scene.State.Stateful)
        {
            if (!Family.IsCurrent(scene.State, found) && found is not ObservedNamespace)
                continue;
            if (Strongest(scene, Catalogue.Select(r => r.InObject(scene, found))) is { } symptom)
                yield return symptom;
        }

        foreach (var target in scene.State.Targets.Values)
        {
            if (Readiness.AsWritten(scene, target) is { } written && Strongest(scene, Catalogue.Select(r => r.InObject(scene, written))) is { } symptom)
                yield return symptom;
        }

        foreach (var rejected in scene.State.Rejections.Values)
        {
            if (Strongest(scene, Catalogue.Select(r => r.InRejection(scene, rejected))) is { } symptom)
                yield return symptom;
        }
    }

    private static IEnumerable<Symptom> InPod(Scene scene, ObservedPod pod)
    {
        var whole = Strongest(scene, Catalogue.Select(r => r.InPod(scene, pod)));
        if (whole is not null)
            yield return whole;

        foreach (var container in pod.Containers.Select(c => EarlyWord.Of(scene, pod, c)))
        {
            var symptom = Strongest(scene, Catalogue.Select(r => r.InContainer(scene, pod, container)));
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
    private static Symptom? Strongest(Scene scene, IEnumerable<Symptom?> symptoms)
    {
        Symptom? best = null;
        foreach (var symptom in symptoms)
        {
            if (symptom is not null && (best is null || Weight(symptom) < Weight(best)))
                best = symptom;
        }

        return best;

        int Weight(Symptom s) => (s.FailsAt is null ? 2000 : s.FailsAt > scene.Now ? 1000 : 0) + s.Rank;
    }

    // before a verdict rests on something's absence, the API server is asked; the watches may lag, or not cover that kind
    private static Symptom Doubt(Scene scene, Symptom symptom, HashSet<ObjectKey> questions)
    {
        var asked = symptom.Missing ?? symptom.MissingKey?.Object;
        if (asked is not { } key || symptom.FailsAt is not { } failsAt || failsAt > scene.Now || !scene.State.AnswersQuestions)
            return symptom;
        if (symptom.MissingKey is not null && scene.State.Find(key) is not null)
            return symptom;
        if (scene.State.AnswerTo(key) is { } answer && answer.At >= failsAt)
        {
            // not allowed to look, or nobody there to ask: the symptom is believed, but later
            return answer.Exists is not null ? symptom : symptom with { FailsAt = scene.AfterGrace(failsAt) };
        }

        questions.Add(key);
        return symptom with { FailsAt = null };
    }

    private ObjectDiagnosis Judge(Scene scene, AppliedManifest target, HashSet<ObjectKey> failed, HashSet<ObjectKey> threatened, ref DateTimeOffset? nextLook)
    {
        var readiness = Readiness.Of(scene, target);
        if (failed.Contains(target.Key))
            return new ObjectDiagnosis(target.Key, Outcome.Failing, readiness.IsReady ? "" : readiness.Summary, target.Manifest.Location);
        if (!readiness.IsReady)
            return new ObjectDiagnosis(target.Key, Outcome.Progressing, readiness.Summary, target.Manifest.Location);

        // what becomes a failure unless something changes must not pass for ready before
        if (threatened.Contains(target.Key))
            return new ObjectDiagnosis(target.Key, Outcome.Progressing, "something is wrong with it", target.Manifest.Location);

        var stableAt = readiness.Since + patience.StabilityWindow;
        Sooner(ref nextLook, stableAt, scene.Now);
        return stableAt <= scene.Now
            ? new ObjectDiagnosis(target.Key, Outcome.Ready, readiness.Summary, target.Manifest.Location)
            : new ObjectDiagnosis(target.Key, Outcome.Progressing, $"{readiness.Summary} for {Words.Duration(scene.Now - readiness.Since)}; must stay so", target.Manifest.Location);
    }

    private static void Sooner(ref DateTimeOffset? next, DateTimeOffset? candidate, DateTimeOffset now)
    {
        if (candidate > now && (next is null || candidate < next))
            next = candidate;
    }
}
