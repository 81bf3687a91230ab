using KubeAssert.Model;
using KubeAssert.Texts;

namespace KubeAssert.Tests.Model;

public sealed class NearestTests
{
    [Theory]
    [InlineData("wbe", "web", "api,web,db")]
    [InlineData("web", "shop-web", "api,shop-web")]
    [InlineData("flaskapp", "flask", "flask,django")]
    [InlineData("mode", "MODE", "MODE,NAME")]
    [InlineData("shop-confg", "shop-config", "shop-secret,shop-config")]
    [InlineData("log-level", "loglevel", "loglevel,level")]
    [InlineData("password", null, "user,token")]
    [InlineData("application-controller", null, "applicationset-controller")]
    [InlineData("nfs-pv-provisioning-demo", null, "nfs")]
    [InlineData("a", null, "")]
    public void Only_what_was_meant_is_near(string name, string? expected, string candidates) =>
        Nearest.Name(name, candidates.Split(',')).Should().Be(expected);

    [Theory]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "ab", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void A_swap_of_neighbours_is_one_step(string a, string b, int distance) => Nearest.Distance(a, b).Should().Be(distance);

    [Fact]
    public void Names_beyond_any_length_are_compared_in_no_time() =>
        Nearest.Distance(new string('a', 100_000), new string('b', 100_000)).Should().Be(int.MaxValue);
}
