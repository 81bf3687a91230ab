using KubeAssert.Yaml;

namespace KubeAssert.Tests.Yaml;

public sealed class YamlReadingTests
{
    private static readonly string[] AllOnes = ["1", "1", "1"];

    [Theory]
    [InlineData("a: yes", """{"a":true}""")]
    [InlineData("a: Off", """{"a":false}""")]
    [InlineData("a: yEs", """{"a":"yEs"}""")]
    [InlineData("a: 0644", """{"a":420}""")]
    [InlineData("a: 0o17", """{"a":15}""")]
    [InlineData("a: 0xfF", """{"a":255}""")]
    [InlineData("a: -0b11", """{"a":-3}""")]
    [InlineData("a: 1_500", """{"a":1500}""")]
    [InlineData("a: 2e3", """{"a":2000}""")]
    [InlineData("a: 2.50", """{"a":2.5}""")]
    [InlineData("a: 2.0", """{"a":2}""")]
    [InlineData("a: 9e999", """{"a":"9e999"}""")]
    [InlineData("a: 9223372036854775807", """{"a":9223372036854775807}""")]
    [InlineData("a: 18446744073709551615", """{"a":18446744073709551615}""")]
    [InlineData("a: 12:30:00", """{"a":"12:30:00"}""")]
    [InlineData("a: 2026-02-28", """{"a":"2026-02-28"}""")]
    [InlineData("a: 500m", """{"a":"500m"}""")]
    [InlineData("a: ~\nb:\nc: null", """{"a":null,"b":null,"c":null}""")]
    [InlineData("a: !!str 5\nb: !!int '5'\nc: !own 5", """{"a":"5","b":5,"c":"5"}""")]
    [InlineData("a: !!binary aGVsbG8=", """{"a":"hello"}""")]
    [InlineData("on: 1\n0x10: 2\n2.5: 3\n1e6: 4", """{"true":1,"16":2,"2.5":3,"1e+06":4}""")]
    [InlineData("a: \"tab\\t \\u00e9 \\x41\"\nb: 'it''s'", """{"a":"tab\t é A","b":"it's"}""")]
    [InlineData("a: one\n  two\n\n  three", """{"a":"one two\nthree"}""")]
    [InlineData("a: |\n  one\n    two\n\nb: >-\n  one\n  two\n", """{"a":"one\n  two\n","b":"one two"}""")]
    [InlineData("a: |+\n  one\n\nb: |2-\n   one\n", """{"a":"one\n\n","b":" one"}""")]
    [InlineData("a:\n- b: [c, {d: e}]\n  f: g\n- - h\n", """{"a":[{"b":["c",{"d":"e"}],"f":"g"},["h"]]}""")]
    [InlineData("a: &x {b: 1}\nc: *x", """{"a":{"b":1},"c":{"b":1}}""")]
    [InlineData("a: &x {b: 1}\nc:\n  <<: *x\n  d: 2", """{"a":{"b":1},"c":{"b":1,"d":2}}""")]
    [InlineData("a: |\n  -----BEGIN-----\n  ---\n  -----END-----\n", """{"a":"-----BEGIN-----\n---\n-----END-----\n"}""")]
    [InlineData("a: 1\r\nb: 2\r\n", """{"a":1,"b":2}""")]
    [InlineData("\uFEFFa: 1", """{"a":1}""")]
    [InlineData("---\n\uFEFFa: 1", """{"a":1}""")]
    [InlineData("--- # comment\n\uFEFFa: 1", """{"a":1}""")]
    [InlineData("x: &x {a: 1, b: 1}\nw:\n  <<: *x\n  a: 2", """{"x":{"a":1,"b":1},"w":{"a":2,"b":1}}""")]
    [InlineData("x: &x {a: 1, b: 1}\nw:\n  a: 2\n  <<: *x", """{"x":{"a":1,"b":1},"w":{"a":1,"b":1}}""")]
    [InlineData("x: &x {a: 1}\nz: &z {a: 2, b: 2}\nw:\n  <<: [*x, *z]", """{"x":{"a":1},"z":{"a":2,"b":2},"w":{"a":1,"b":2}}""")]
    public void A_text_is_read_as_Kubernetes_reads_it(string yaml, string json) => Read(yaml).ToString().Should().Be(json);

    [Theory]
    [InlineData("a: 1\nb: 2\na: 3", "t:3:1: the key 'a' is set twice in this mapping, first in line 1; remove one of the two")]
    [InlineData("x: &x {a: 1}\ny:\n  <<: *x\n  a: 2\n  a: 3", "t:5:3: the key 'a' is set twice in this mapping, first in line 4; remove one of the two")]
    [InlineData("--- {a: 1}\n", "t:1:1: kubectl reads nothing but a comment behind '---'; begin the document on the next line")]
    [InlineData("a: 1\n---b\n", "t:2:1: kubectl reads nothing but a comment behind '---'; begin the document on the next line")]
    [InlineData("a: b: c", "t:1:5: a ':' here would begin a mapping inside a value; quote the value that contains ': ', or put the mapping on lines of its own")]
    [InlineData("a:\n\tb: 1", "t:2:1: a tab stands where only spaces may indent; indent with spaces")]
    [InlineData("a: *b", "t:1:4: the alias refers to an anchor that is not defined before it; define the anchor above, or quote the value if it is meant to begin with '*'")]
    [InlineData("a: &b [*b]", "t:1:8: the alias refers to an anchor that contains it; write the value out")]
    [InlineData("a: 'b", "t:1:4: the quote ' that begins here is never closed; close it with '")]
    [InlineData("a: [1", "t:2:1: ',' or ']' is expected here; separate values by ',' and close with ']'")]
    [InlineData("a: @b", "t:1:4: a value cannot begin with '@'; quote the value")]
    [InlineData("a: \"\\q\"", "t:1:5: \\q is no escape sequence; write \\\\ for a backslash, or use single quotes")]
    [InlineData("a: .inf", "t:1:4: .inf is not a number in JSON, to which Kubernetes converts every manifest; quote it if it is meant as text")]
    [InlineData("? [a]\n: b", "t:1:3: a list is not a valid key; write a string as key, and quote it where it looks like something else")]
    [InlineData("~: b", "t:1:1: null is not a valid key; write a string as key, and quote it where it looks like something else")]
    [InlineData("a: !!int b", "t:1:10: the tag does not fit its value; remove the tag, correct the value, or quote the value if it is meant to begin with '!'")]
    [InlineData("a: \u0001", "t:1:4: the character U+0001 is not allowed in YAML; remove it, or write it as an escape in double quotes")]
    [InlineData("a: 1\n b: 2", "t:2:3: a ':' here would begin a mapping inside a value; quote the value that contains ': ', or put the mapping on lines of its own")]
    [InlineData("- a\nb: 1", "t:2:1: a list item that begins with '- ' is expected here; write '- ' before it, or indent it as what it belongs to")]
    [InlineData("%YAML 1.2\n---\na: 1", "t:1:1: kubectl does not read a directive: it splits the text at '---' and finds no document before it; remove the line")]
    public void What_can_not_be_read_is_reported_where_it_stands(string yaml, string problem)
    {
        var problems = new List<ReadProblem>();

        YamlReader.Read(yaml, "t", problems);

        problems.Should().ContainSingle().Which.ToString().Should().Be(problem);
    }

    [Fact]
    public void The_api_server_itself_lets_no_key_override_a_merged_one()
    {
        var problems = new List<ReadProblem>();

        new YamlReader(YamlDialect.Server).Read("x: &x {a: 1}\ny:\n  <<: *x\n  a: 2".AsSpan(), "t", problems);

        problems.Should().ContainSingle().Which.ToString().Should().Be("t:4:3: the key 'a' is set twice in this mapping, first in line 1; remove one: the API server lets no key of posted YAML override a merged one");
    }

    [Fact]
    public void Every_broken_document_is_reported_and_the_others_are_read()
    {
        var problems = new List<ReadProblem>();

        var documents = YamlReader.Read("a: [1\n---\nb: 2\n---\nc: 'd\n---\ne: 3\n", "t", problems);

        documents.Select(d => d.Root.ToString()).Should().Equal("""{"b":2}""", """{"e":3}""");
        problems.Select(p => p.Location.Line).Should().Equal(2, 5);
    }

    [Fact]
    public void Empty_documents_and_comments_are_left_out()
    {
        var problems = new List<ReadProblem>();

        YamlReader.Read("# only a comment\n---\n---\n# another\n---\na: 1\n...\n---\n", "t", problems).Should().ContainSingle();

        problems.Should().BeEmpty();
    }

    [Fact]
    public void Values_stand_where_they_were_written_after_aliases_and_merges_too()
    {
        var root = Read("base: &base\n  image: nginx\n  ports: [80]\nweb:\n  <<: *base\n  name: web\ncopy: *base\n");

        root["web"]["image"].Location.ToString().Should().Be("t:2:10");
        root["web"]["ports"][0].Location.ToString().Should().Be("t:3:11");
        root["web"]["name"].Location.ToString().Should().Be("t:6:9");
        root["copy"]["image"].Location.ToString().Should().Be("t:2:10");
        root["copy"]["image"].Path.Should().Be("copy.image");
        root["web"]["ports"][0].Path.Should().Be("web.ports[0]");
    }

    [Fact]
    public void Json_is_read_by_its_own_rules()
    {
        var root = Read("{\n\t\"a\": \"x\\/y \\ud83d\\ude00\",\n\t\"b\"\n: [1, 1.0, true, null],\n\"c\": 9007199254740993 }");

        root["a"].Text.Should().Be("x/y 😀");
        root["b"].ToString().Should().Be("[1,1,true,null]");
        root["c"].AsInteger().Should().Be(9007199254740993);
        root["b"][1].Kind.Should().Be(NodeKind.Float);
        root["b"][2].Location.ToString().Should().Be("t:4:12");
    }

    [Fact]
    public void A_key_that_json_sets_twice_is_reported()
    {
        var problems = new List<ReadProblem>();

        YamlReader.Read("{\"a\": 1,\n \"a\": 2}", "t.json", problems);

        problems.Should().ContainSingle().Which.ToString().Should().Be("t.json:2:2: the key 'a' is set twice in this mapping, first in line 1; remove one of the two");
    }

    [Fact]
    public void A_map_of_many_keys_finds_each_and_its_twins()
    {
        var keys = Enumerable.Range(0, 500).Select(i => $"key{i}").ToArray();
        var problems = new List<ReadProblem>();

        var root = YamlReader.Read(string.Concat(keys.Select(k => k + ": 1\n")) + "key77: 2\n", "t", problems)[0].Root;

        keys.Should().OnlyContain(k => root[k].AsInteger() == 1);
        problems.Should().ContainSingle().Which.ToString().Should().Be("t:501:1: the key 'key77' is set twice in this mapping, first in line 78; remove one of the two");
        root.Select("[*]").Take(3).Select(n => n.Text).Should().Equal(AllOnes);
    }

    internal static Node Read(string yaml)
    {
        var problems = new List<ReadProblem>();
        var documents = YamlReader.Read(yaml, "t", problems);
        problems.Should().BeEmpty();
        return documents.Should().ContainSingle().Which.Root;
    }
}
