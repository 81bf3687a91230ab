namespace KubeAssert;

/// <content>What a container is made of.</content>
public sealed partial class Container
{
    private IReadOnlyList<EnvVariable>? _env;
    private IReadOnlyList<ContainerPort>? _ports;
    private IReadOnlyList<VolumeMount>? _volumeMounts;

    /// <summary>The image's parts; null where it is not written or no image reference.</summary>
    public ImageReference? ImageReference => ImageReference.TryParse(Node["image"].AsString());

    /// <summary>The environment variables of <c>env</c>, in their order.</summary>
    public IReadOnlyList<EnvVariable> Env => _env ??= Node["env"].Items.Select(node => new EnvVariable(this, node)).ToList();

    /// <summary>The ConfigMaps and Secrets whose keys all become environment variables (<c>envFrom</c>).</summary>
    public IReadOnlyList<EnvSource> EnvFrom => Node["envFrom"].Items.Select(node => new EnvSource(this, node)).ToList();

    /// <summary>The ports that it declares.</summary>
    public IReadOnlyList<ContainerPort> Ports => _ports ??= Node["ports"].Items.Select(node => new ContainerPort(this, node)).ToList();

    /// <summary>The volumes that it mounts.</summary>
    public IReadOnlyList<VolumeMount> VolumeMounts => _volumeMounts ??= Node["volumeMounts"].Items.Select(node => new VolumeMount(this, node)).ToList();

    /// <summary>Its requests and limits.</summary>
    public Resources Resources => new(this, Node["resources"]);

    /// <summary>Its security context, which takes from the pod's what it does not say itself.</summary>
    public SecurityContext SecurityContext => new(this);

    /// <summary>When it is restarted; null where none is written.</summary>
    public Probe? LivenessProbe => ProbeAt("livenessProbe");

    /// <summary>When it gets traffic; null where none is written.</summary>
    public Probe? ReadinessProbe => ProbeAt("readinessProbe");

    /// <summary>When it has started; null where none is written.</summary>
    public Probe? StartupProbe => ProbeAt("startupProbe");

    /// <summary>The probes that are written.</summary>
    public IEnumerable<Probe> Probes => new[] { LivenessProbe, ReadinessProbe, StartupProbe }.OfType<Probe>();

    /// <summary>The environment variable of that name, or null; where a name is written twice the last one counts, as in the running container.</summary>
    public EnvVariable? EnvVariable(string name) => Env.LastOrDefault(variable => variable.Name == name);

    /// <summary>The declared port of that name or number, or null.</summary>
    public ContainerPort? Port(IntOrString port) =>
        Ports.FirstOrDefault(declared => port.IsNumber ? declared.Number == port.Number : declared.Name == port.Text);

    private Probe? ProbeAt(string key) => Node[key] is { HasValue: true } node ? new Probe(this, node, key) : null;
}
