using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Context;

/// <summary>Symptoms that rest on something not being there: believed only as long as it is not.</summary>
internal static class Missing
{
    public static Symptom Object(DiagnosisContext context, Symptom symptom, ObjectKey missing, ObservedObject asker)
    {
        var exists = context.Exists(missing);

        // every namespace gets these two a moment after it was made
        var comesByItself = missing is { Kind: "ServiceAccount", Name: "default" } or { Kind: "ConfigMap", Name: "kube-root-ca.crt" };
        var nearest = exists == true ? null : Correlation.NearestObject(context.State, missing);
        if (exists != true && !comesByItself && nearest is null)
            symptom = AwaitingController(context, symptom, missing, asker);
        return symptom with
        {
            Missing = exists == true ? null : missing,
            FailsAt = exists == true || comesByItself ? null : symptom.FailsAt,
            Found = exists == true ? $"{missing} is there by now; the next try will find it" : symptom.On is ObservedPod ? $"{missing} does not exist" : symptom.Found,
            Nearest = exists == true ? null : nearest ?? symptom.Nearest,
            Fix = exists == true ? null : symptom.Fix ?? Correlation.FixFor(context.State, missing),
            Explanation = exists == true ? null : symptom.Explanation ?? $"{asker} names {missing}, and there is none{(missing.Namespace is { } ns ? $" in namespace {ns}" : "")}.",
            Path = symptom.Path.Length == 0 && asker is ObservedPod pod ? pod.Dependencies.FirstOrDefault(d => d.Kind == missing.Kind && d.Name == missing.Name)?.NamePath ?? "" : symptom.Path,
        };
    }

    // what a controller creates comes when its own work is done: an ordered certificate, a secret read from a vault
    private static Symptom AwaitingController(DiagnosisContext context, Symptom symptom, ObjectKey missing, ObservedObject asker)
    {
        var creator = InMotion.CreatorOf(context.State, missing);
        if (creator is null && InMotion.CustomResource(context.State, missing) is { } custom)
            creator = $"the controller of {custom} may create it";
        if (creator is null || symptom.FailsAt is not { } failsAt)
            return symptom;
        var patient = symptom.Since + context.WaitPolicy.ControllerTimeout;
        return symptom with
        {
            FailsAt = patient > failsAt ? patient : failsAt,
            Explanation = symptom.Explanation ?? $"{asker} references {missing}, which does not exist yet ({creator}).",
            Fix = symptom.Fix ?? $"create {missing}, correct the name, or see why it has not been created ({creator})",
        };
    }

    public static Symptom Key(DiagnosisContext context, Symptom symptom, ObjectKey owner, string key)
    {
        var has = context.HasKey(owner, key);
        var keys = (context.State.Find<ObservedKeys>(owner)?.Keys ?? context.State.AnswerTo(owner)?.Keys ?? []).OrderBy(k => k, StringComparer.Ordinal).ToList();
        var near = Texts.Nearest.Name(key, keys);
        return symptom with
        {
            MissingKey = (owner, key),
            FailsAt = has == true ? null : context.AfterHoping(symptom.Since, near is not null && Texts.Nearest.IsSameForm(near, key)),
            Found = has == true ? $"{owner} has key {key} by now; the next try will find it" : $"{owner} has no key {key}",
            Explanation = has == true ? null : $"{owner} is there, but key {key}, which the pod asks for, is not in it. Keys are case-sensitive.",
            Nearest = keys.Count == 0 ? null : near is not null ? $"{owner} has {near}{Correlation.PlaceOf(context.State, owner)}" : $"{owner} has {MessageText.List(keys)}{Correlation.PlaceOf(context.State, owner)}",
            Fix = has == true ? null : near is not null ? $"ask for {near}, or rename the key to {key}" : $"add key {key} to {owner}, or correct the name",
            Path = symptom.Path.Length > 0 || symptom.On is not ObservedPod pod ? symptom.Path : pod.Dependencies.FirstOrDefault(d => d.Key == key && d.Name == owner.Name)?.Path ?? "",
        };
    }
}
