using KubeAssert;

namespace Charted.Tests;

/// <summary>The chart as each stage installs it, on each version of Kubernetes that its clusters have.</summary>
public sealed class Releases
{
    public static readonly ManifestMatrix Guestbook = Manifests.Matrix(
        each => Manifests.FromHelmChart("chart/", chart => chart
            .Values($"values-{each["stage"]}.yaml")
            .Set("image.tag", "1.4.2")
            .Release("guestbook")
            .Namespace(each["stage"])
            .KubeVersion(each["kubernetes"])),
        ("stage", ["staging", "prod"]),
        ("kubernetes", ["1.33", "1.34"]));

    [HelmTheory, MemberData(nameof(Guestbook))]
    public void The_api_server_accepts_it(string release) => Guestbook[release].Should().BeValid(KubernetesVersion.V1_34);

    [HelmTheory, MemberData(nameof(Guestbook))]
    public void Whatever_it_names_exists(string release) => Guestbook[release].Should().ResolveReferences();

    [HelmTheory, MemberData(nameof(Guestbook))]
    public void Every_image_is_pinned(string release) => Guestbook[release].Containers().Should().HavePinnedImages();

    [HelmTheory, MemberData(nameof(Guestbook))]
    public void It_meets_the_restricted_profile(string release) => Guestbook[release].Should().Satisfy(PodSecurity.Restricted);
}
