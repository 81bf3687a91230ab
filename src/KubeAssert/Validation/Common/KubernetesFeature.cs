namespace KubeAssert.Validation;

/// <summary>
/// What the API server does by default in some versions only: the gate, and the versions in which it is on.
/// A field behind a gate that is off is dropped before it is validated, unless the rule says otherwise.
/// </summary>
/// <param name="Gate">The feature gate as Kubernetes calls it (pkg/features/kube_features.go).</param>
/// <param name="Since">The first minor version of Kubernetes 1 in which it is on by default.</param>
/// <param name="Until">The first minor version in which it is off again; null while it stays on.</param>
internal sealed record KubernetesFeature(string Gate, int Since, int? Until = null)
{
    /// <summary><c>includes</c> in selectors of devices (kubernetes/kubernetes#139395).</summary>
    public static readonly KubernetesFeature CelIncludes = new("", 37);
    public static readonly KubernetesFeature DraAdminAccess = new("DRAAdminAccess", 34);
    public static readonly KubernetesFeature DraPrioritizedList = new("DRAPrioritizedList", 34);
    public static readonly KubernetesFeature DraConsumableCapacity = new("DRAConsumableCapacity", 36);
    public static readonly KubernetesFeature DraPartitionableDevices = new("DRAPartitionableDevices", 36);
    public static readonly KubernetesFeature DraDeviceBindingConditions = new("DRADeviceBindingConditions", 36);
    public static readonly KubernetesFeature DraDeviceTaints = new("DRADeviceTaints", 36);
    public static readonly KubernetesFeature DraExtendedResource = new("DRAExtendedResource", 36);
    public static readonly KubernetesFeature AuthorizeWithSelectors = new("AuthorizeWithSelectors", 32);
    public static readonly KubernetesFeature DynamicResourceAllocation = new("DynamicResourceAllocation", 34);
    public static readonly KubernetesFeature ImageVolume = new("ImageVolume", 35);
    public static readonly KubernetesFeature InPlacePodVerticalScaling = new("InPlacePodVerticalScaling", 33);
    public static readonly KubernetesFeature JobManagedBy = new("JobManagedBy", 32);

    /// <summary>On in 1.35.0 to 1.35.3, off again in later patches and in 1.36; where it is off, the field is dropped.</summary>
    public static readonly KubernetesFeature MaxUnavailableStatefulSet = new("MaxUnavailableStatefulSet", 37);
    public static readonly KubernetesFeature ProcMountType = new("ProcMountType", 33);
    public static readonly KubernetesFeature SupplementalGroupsPolicy = new("SupplementalGroupsPolicy", 33);
    public static readonly KubernetesFeature VolumeAttributesClass = new("VolumeAttributesClass", 34);

    /// <summary>Before, the template's labels and annotations were all that was looked at (kubernetes/kubernetes#131790).</summary>
    public static readonly KubernetesFeature StatefulSetTemplateIsValidated = new("", 34);

    /// <summary>Before, any text was taken for the API version of an autoscaler's target. The version is inferred.</summary>
    public static readonly KubernetesFeature ReferenceVersionIsValidated = new("", 34);

    /// <summary>Before, an autoscaler's generation was taken from the manifest (kubernetes/kubernetes#138228).</summary>
    public static readonly KubernetesFeature AutoscalerGeneration = new("", 37);

    /// <summary>Before, templates were taken whose image volumes name no image (kubernetes/kubernetes#135989).</summary>
    public static readonly KubernetesFeature ImageReferenceInTemplates = new("", 37);

    /// <summary>Before, what is wrong with an owner stood on the list of owners (apimachinery, pkg/api/validation/objectmeta.go).</summary>
    public static readonly KubernetesFeature OwnersHaveIndexes = new("", 37);

    /// <summary>Names that end in <c>.static.k8s.io</c> are kept for configuration from files; before, they were only warned of.</summary>
    public static readonly KubernetesFeature ManifestBasedAdmissionControlConfig = new("ManifestBasedAdmissionControlConfig", 37);

    /// <summary>Before, names of device attributes with two slashes were taken (kubernetes/kubernetes#141644).</summary>
    public static readonly KubernetesFeature AttributeNamesHaveOneSlash = new("", 38);

    /// <summary>Since then, a DeviceTaintRule that selects all devices is warned of.</summary>
    public static readonly KubernetesFeature EmptyDeviceSelectorIsWarnedOf = new("", 38);

    /// <summary>Before, an IPv4-mapped IPv6 range was taken in a ServiceCIDR.</summary>
    public static readonly KubernetesFeature StrictIpValidation = new("StrictIPCIDRValidation", 36);

    /// <summary>Before, the claims' names were all that was looked at. The version is inferred: 1.31 does not validate them, 1.36 does.</summary>
    public static readonly KubernetesFeature ClaimTemplatesAreValidated = new("", 35);
    public static readonly KubernetesFeature HpaScaleToZero = new("HPAScaleToZero", 37);

    public bool IsOn(KubernetesVersion version) => version.Minor >= Since && !(version.Minor >= Until);
}
