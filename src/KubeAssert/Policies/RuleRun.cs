using System.Runtime.ExceptionServices;

namespace KubeAssert.PolicyRules;

/// <summary>Runs many rules over one set, on several cores where that pays; what comes out is the same either way.</summary>
internal static class RuleRun
{
    /// <summary>Below so many pairs of a rule and a manifest, waking other threads costs more than it gains.</summary>
    private const int WorthSharing = 5000;

    /// <returns>What was found, in the order of the rules, and of the set inside a rule.</returns>
    /// <exception cref="Exception">Whatever the first rule that throws, in the order of the rules, throws.</exception>
    public static IReadOnlyList<RuleFinding> All(IReadOnlyList<Rule> rules, ManifestSet manifests, int? parallelism = null)
    {
        var context = new RuleContext(manifests);
        var found = new IReadOnlyList<Finding>[rules.Count];
        var workers = Math.Min(parallelism ?? (rules.Count * manifests.Count < WorthSharing ? 1 : Environment.ProcessorCount), rules.Count);
        if (workers <= 1)
        {
            for (var i = 0; i < found.Length; i++)
                found[i] = rules[i].Evaluate(context);
        }
        else
        {
            Share(rules, context, found, workers);
        }

        return found.SelectMany((findings, i) => findings.Select(f => new RuleFinding(rules[i], f))).ToList();
    }

    private static void Share(IReadOnlyList<Rule> rules, RuleContext context, IReadOnlyList<Finding>[] found, int workers)
    {
        var errors = new Exception?[rules.Count];
        var next = -1;
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ =>
        {
            for (var i = Interlocked.Increment(ref next); i < rules.Count; i = Interlocked.Increment(ref next))
            {
                try
                {
                    found[i] = rules[i].Evaluate(context);
                }
#pragma warning disable CA1031 // a rule is a user's code: whatever it throws is thrown again where a single thread would have thrown it
                catch (Exception e)
#pragma warning restore CA1031
                {
                    errors[i] = e;
                }
            }
        });

        if (Array.Find(errors, e => e is not null) is { } first)
            ExceptionDispatchInfo.Throw(first);
    }
}

/// <summary>A finding, and the rule of the policy that it comes from: the two have different ids where a rule passes on findings of others.</summary>
internal readonly record struct RuleFinding(Rule Rule, Finding Finding);
