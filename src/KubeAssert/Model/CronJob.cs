using KubeAssert.Model;

namespace KubeAssert;

/// <summary>A Job that is written as such.</summary>
public sealed class Job : Workload
{
    internal Job(ManifestSet manifests, Manifest manifest, WorkloadShape shape)
        : base(manifests, manifest, shape)
    {
    }

    /// <summary>How many pods have to succeed.</summary>
    /// <value>1 where neither completions nor parallelism are written; null for a work queue (parallelism alone).</value>
    public long? Completions => Spec["completions"].AsInteger() ?? (Spec["parallelism"].HasValue ? null : 1);

    /// <summary>How many pods run at once.</summary>
    /// <value>1 where nothing is written.</value>
    public long Parallelism => Spec["parallelism"].AsInteger() ?? 1;

    /// <summary>How many failures are repeated.</summary>
    /// <value>6 where nothing is written.</value>
    public long BackoffLimit => Spec["backoffLimit"].AsInteger() ?? 6;
}

/// <summary>A CronJob.</summary>
public sealed class CronJob : Workload
{
    internal CronJob(ManifestSet manifests, Manifest manifest, WorkloadShape shape)
        : base(manifests, manifest, shape)
    {
    }

    /// <summary>When it runs; null where it can't be read.</summary>
    public CronSchedule? Schedule => CronSchedule.TryParse(Spec["schedule"].AsString());

    /// <summary>The time zone of its schedule; null for that of the controller, which is UTC as a rule.</summary>
    public string? TimeZone => Spec["timeZone"].Text;

    /// <summary>What happens when it is time while the last run goes on.</summary>
    /// <value><c>Allow</c> where nothing is written.</value>
    public string ConcurrencyPolicy => Spec["concurrencyPolicy"].Text is { Length: > 0 } policy ? policy : "Allow";

    /// <summary>Whether it does not run for now.</summary>
    public bool IsSuspended => Spec["suspend"].AsBoolean() == true;

    /// <summary>The first time after another one at which it runs, in its time zone; null where it never does or its schedule can't be read.</summary>
    public DateTimeOffset? NextRun(DateTimeOffset after) =>
        Schedule?.Next(after, TimeZone is { } name ? CronZone.Find(name) : null);
}
