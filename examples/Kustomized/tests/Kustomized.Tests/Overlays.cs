using KubeAssert;

namespace Kustomized.Tests;

/// <summary>Each overlay is what is deployed, so each is put to the same tests: rendered once, whatever the number of tests.</summary>
public sealed class Overlays
{
    public static readonly ManifestMatrix Guestbook = Manifests.Matrix(
        each => Manifests.FromKustomization("deploy/overlays/" + each["overlay"]).Expecting("Secret/guestbook-database"),
        ("overlay", ["staging", "prod"]));

    [KustomizeTheory, MemberData(nameof(Guestbook))]
    public void The_api_server_accepts_it(string overlay) => Guestbook[overlay].Should().BeValid(KubernetesVersion.V1_34);

    [KustomizeTheory, MemberData(nameof(Guestbook))]
    public void Every_service_selects_pods(string overlay) => Guestbook[overlay].Services().Should().SelectPods();

    [KustomizeTheory, MemberData(nameof(Guestbook))]
    public void Whatever_it_names_exists(string overlay) => Guestbook[overlay].Should().ResolveReferences();

    [KustomizeTheory, MemberData(nameof(Guestbook))]
    public void Every_image_is_pinned(string overlay) => Guestbook[overlay].Containers().Should().HavePinnedImages();

    [KustomizeTheory, MemberData(nameof(Guestbook))]
    public void It_meets_the_restricted_profile(string overlay) => Guestbook[overlay].Should().Satisfy(PodSecurity.Restricted);

    [KustomizeTheory, InlineData("staging", 1), InlineData("prod", 3)]
    public void It_has_as_many_replicas_as_planned(string overlay, int replicas) =>
        Manifests.FromKustomization("deploy/overlays/" + overlay).Manifest("Deployment", "guestbook").Should().HaveValue("spec.replicas", replicas);
}
