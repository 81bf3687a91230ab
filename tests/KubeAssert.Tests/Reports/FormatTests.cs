using System.Xml.Linq;
using KubeAssert.Reports;

namespace KubeAssert.Tests.Reports;

public sealed class FormatTests : IDisposable
{
    private readonly Repo _repo = new();

    public void Dispose() => _repo.Dispose();

    [Fact]
    public void JUnit_has_a_suite_for_each_rule_and_a_case_for_each_object() =>
        _repo.Report().ToJUnit().Should().Be(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <testsuites name="KubeAssert: House rules" tests="4" failures="1" errors="0" skipped="0">
              <testsuite name="two-replicas" tests="2" failures="1" errors="0" skipped="0">
                <testcase name="shop/Deployment/web" classname="two-replicas" time="0" file="apps/deploy/web.yaml">
                  <failure message="runs 1 replica" type="error">apps/deploy/web.yaml:8:13  Deployment/web  spec.replicas
              runs 1 replica
              fix: set replicas: 2
              rule: two-replicas</failure>
                </testcase>
                <testcase name="shop/Deployment/worker" classname="two-replicas" time="0" />
              </testsuite>
              <testsuite name="pinned" tests="1" failures="0" errors="0" skipped="0">
                <testcase name="shop/Deployment/web" classname="pinned" time="0" file="apps/deploy/web.yaml">
                  <system-out>apps/deploy/web.yaml:13:18  Deployment/web  spec.template.spec.containers[0].image
              is not pinned
              rule: pinned (warning)</system-out>
                </testcase>
              </testsuite>
              <testsuite name="limited" tests="1" failures="0" errors="0" skipped="0">
                <testcase name="shop/Deployment/web" classname="limited" time="0" file="apps/deploy/web.yaml">
                  <system-out>apps/deploy/web.yaml:12:11  Deployment/web  spec.template.spec.containers[0].resources.limits.memory
              is not set
              rule: limited (info)</system-out>
                </testcase>
              </testsuite>
            </testsuites>

            """.Replace("\n              ", "\n  ", StringComparison.Ordinal).Replace("\n  <", "\n  <", StringComparison.Ordinal));

    [Fact]
    public void JUnit_skips_what_is_exempt_with_its_reason() =>
        XDocument.Parse(Report.Of(_repo.Load(), Repo.Policy.Except("two-replicas").For("Deployment/web").Because("it has no users yet")).ToJUnit())
            .Descendants("skipped").Single().Attribute("message")!.Value.Should().Be("exempt: it has no users yet");

    [Fact]
    public void JUnit_stays_XML_whatever_a_name_holds() =>
        XDocument.Parse(Hostile().ToJUnit()).Descendants("testcase").Single().Attribute("name")!.Value.Should().Be("default/ConfigMap/</failure>\\u0001\"🙂");

    [Fact]
    public void GitHub_annotations_are_one_line_each_relative_to_the_repository() =>
        _repo.Report().ToGitHubAnnotations().Should().Be(
            """
            ::error file=apps/deploy/web.yaml,line=8,endLine=8,col=13,endColumn=14,title=two-replicas (Deployment/web)::spec.replicas: runs 1 replica%0Afix: set replicas: 2
            ::warning file=apps/deploy/web.yaml,line=13,endLine=13,col=18,endColumn=32,title=pinned (Deployment/web)::spec.template.spec.containers[0].image: is not pinned
            ::notice file=apps/deploy/web.yaml,line=12,col=11,title=limited (Deployment/web)::spec.template.spec.containers[0].resources.limits.memory: is not set

            """);

    [Fact]
    public void GitHub_annotations_escape_what_would_end_a_property_or_the_line() =>
        Report.Of(Manifests.Parse("{apiVersion: v1, kind: ConfigMap, metadata: {name: 'a,b::c'}}", "50%,a:b.yaml"), Policy.Of("p", Rule.For<Manifest>("r").Must(_ => false, _ => "50%\r\n::error::x")))
            .ToGitHubAnnotations().Should().Be("::error file=50%25%2Ca%3Ab.yaml,line=1,col=1,title=r (ConfigMap/a%2Cb%3A%3Ac)::50%25\\r\\n::error::x\n");

    [Fact]
    public void GitHub_is_told_only_in_its_own_jobs()
    {
        var data = ReportMaker.Of(Repo.Policy.Evaluate(_repo.Load()));
        var summary = Path.Combine(_repo.Root, "summary.md");
        using var outside = new StringWriter();
        using var inside = new StringWriter();

        GitHubActions.Tell(data, outside, _ => null);
        GitHubActions.Tell(data, inside, name => name == "GITHUB_ACTIONS" ? "true" : name == "GITHUB_STEP_SUMMARY" ? summary : null);

        outside.ToString().Should().BeEmpty();
        inside.ToString().Should().Be(_repo.Report().ToGitHubAnnotations());
        File.ReadAllText(summary).Should().StartWith("## House rules\n");
    }

    [Fact]
    public void GitLab_gets_fingerprint_severity_and_line() =>
        System.Text.Json.Nodes.JsonNode.Parse(_repo.Report().ToGitLabCodeQuality())!.AsArray()
            .Select(i => $"{i!["check_name"]} {i["severity"]} {i["location"]!["path"]}:{i["location"]!["lines"]!["begin"]} {i["fingerprint"]!.GetValue<string>().Length} {i["description"]}")
            .Should().Equal(
                "two-replicas major apps/deploy/web.yaml:8 32 Deployment/web spec.replicas: runs 1 replica; fix: set replicas: 2",
                "pinned minor apps/deploy/web.yaml:13 32 Deployment/web spec.template.spec.containers[0].image: is not pinned",
                "limited info apps/deploy/web.yaml:12 32 Deployment/web spec.template.spec.containers[0].resources.limits.memory: is not set");

    [Fact]
    public void Markdown_is_a_table_of_findings_and_what_is_exempt() =>
        Report.Of(_repo.Load(), Repo.Policy.Except("two-replicas").For("Deployment/web").Because("it has *no* users yet")).ToMarkdown().Should().Be(
            """
            ## House rules

            1 warning, 1 info, 1 exempt in 2 manifests.

            | | object | finding | place |
            | --- | --- | --- | --- |
            | ⚠️ warning | <code>shop/Deployment/web</code> | <code>spec.template.spec.containers\[0\].image</code> is not pinned<br><sub>pinned</sub> | <code>apps/deploy/web.yaml:13:18</code> |
            | ℹ️ info | <code>shop/Deployment/web</code> | <code>spec.template.spec.containers\[0\].resources.limits.memory</code> is not set<br><sub>limited</sub> | <code>apps/deploy/web.yaml:12:11</code> |

            <details><summary>1 exempt</summary>

            | object | rule | why |
            | --- | --- | --- |
            | <code>shop/Deployment/web</code> | <code>two-replicas</code> | it has \*no\* users yet |

            </details>

            """);

    [Fact]
    public void Markdown_stays_within_what_a_comment_holds()
    {
        var set = Manifests.Parse(string.Join("\n---\n", Enumerable.Range(0, 3000).Select(i => $"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: c{i}}}}}")));

        var markdown = Report.Of(set, Policy.Of("p", Rule.For<Manifest>("r").Must(_ => false, _ => new string('|', 5000)))).ToMarkdown();

        markdown.Length.Should().BeLessThan(65536);
        markdown.Should().Contain(" more: r ");
    }

    [Fact]
    public void Mermaid_shows_who_names_whom_and_what_is_missing() =>
        Report.Of(
            Manifests.Parse("""
                apiVersion: v1
                kind: Pod
                metadata: {name: web, labels: {app: web}}
                spec:
                  containers: [{name: web, image: web, envFrom: [{configMapRef: {name: 'x"]'}}]}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {selector: {app: web}}
                """),
            []).ToMermaid().Should().Be(
            """
            flowchart LR
              subgraph s0["default"]
                n0["Pod/web"]
                n1["ConfigMap/x#34;#93;"]:::missing
                n2["Service/web"]
              end
              n0 -.->|"config-map"| n1
              n2 -->|"service-pods"| n0
              classDef missing fill:#fdecea,stroke:#b42318,color:#7a1a12,stroke-dasharray:4 3

            """);

    [Fact]
    public void Everything_is_written_by_one_call()
    {
        var folder = Path.Combine(_repo.Root, "artifacts");

        var files = _repo.Report().WriteTo(folder, "house");

        files.Select(Path.GetFileName).Where(f => f != "house.github.txt").Should().Equal("house.html", "house.sarif", "house.junit.xml", "house.gitlab.json", "house.md");
        Directory.GetFiles(folder).Should().BeEquivalentTo(files, "no drafts are left");
    }

    private static Report Hostile() => Report.Of(
        Manifests.Parse("""{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "</failure>\u0001\"🙂"}}"""),
        Policy.Of("<&\"", Rule.For<Manifest>("r").Must(_ => false, _ => "]]><!-- \u0002")));
}
