using System.Text;
using FluentAssertions;
using KubeAssert.Cel;
using KubeAssert.Go;
using KubeAssert.Yaml;
using Xunit;

namespace KubeAssert.Tests.Cel;

public sealed class CelTests
{
    [Theory]
    [InlineData("self.name + '!'", "web!")]
    [InlineData("string(self.replicas * 2)", "6")]
    [InlineData("self.labels.map(k, k + '=' + self.labels[k]).join(',')", "app=web,tier=front")]
    [InlineData("self.?missing.orValue('none')", "none")]
    [InlineData("has(self.missing) ? 'there' : 'gone'", "gone")]
    [InlineData("self.ports.exists(p, p.port == 443) ? 'tls' : 'plain'", "tls")]
    [InlineData("self.ports.sortBy(p, p.port).map(p, p.name)[0]", "http")]
    [InlineData("'%s %d %.1f'.format([self.name, self.replicas, 2.25])", "web 3 2.2")]
    [InlineData("'%e'.format([1234.5])", "1.234500×10⁰³")]
    [InlineData("'%.2f'.format([1234567.891])", "1,234,567.89")]
    [InlineData("'a-b-c'.split('-').reverse().join('')", "cba")]
    [InlineData("'image:1.2'.find('[0-9]+\\\\.[0-9]+')", "1.2")]
    [InlineData("string(quantity('1Gi').asInteger())", "1073741824")]
    [InlineData("string(quantity('1500m').isInteger())", "false")]
    [InlineData("string(ip('2001:db8::1').family())", "6")]
    [InlineData("string(cidr('10.1.2.3/8').masked())", "10.0.0.0/8")]
    [InlineData("url('https://example.com:8443/a%20b?x=1').getEscapedPath()", "/a%20b")]
    [InlineData("string(semver('1.10.0').compareTo(semver('1.9.9')))", "1")]
    [InlineData("format.dns1123Label().validate('Not_a_label').hasValue() ? 'no label' : 'label'", "no label")]
    [InlineData("string(timestamp('2024-02-29T12:00:00Z') + duration('24h'))", "2024-03-01T12:00:00Z")]
    [InlineData("string(timestamp('2024-02-29T23:30:00Z').getHours('+02:00'))", "1")]
    [InlineData("string({'a': 1, 'b': 2}.transformMap(k, v, v > 1, v * 10))", null)]
    [InlineData("string(sets.equivalent([1, 2], [2, 1, 1]))", "true")]
    [InlineData("string(1e21)", "1e+21")]
    [InlineData("string((1/0 == 1) || true)", "true")]
    public void An_expression_has_the_value_that_a_cluster_gives_it(string expression, string? value)
    {
        var compiled = CelExpression.Compile(expression, World.Environment, out var problem);

        if (value is null)
        {
            compiled.Should().BeNull();
            problem.Should().StartWith("compilation failed: ERROR: <input>:1:7: found no matching overload for 'string' applied to '(map(string, int))'");
            return;
        }

        problem.Should().BeNull();
        World.Evaluate(compiled!).Should().BeOfType<StringValue>().Which.Value.Should().Be(value);
    }

    [Theory]
    [InlineData("1 / 0", "division by zero")]
    [InlineData("9223372036854775807 + 1", "integer overflow")]
    [InlineData("1u - 2u", "unsigned integer overflow")]
    [InlineData("self.labels['missing']", "no such key: missing")]
    [InlineData("self.ports[9]", "index out of bounds: 9")]
    [InlineData("optional.none().value()", "optional.none() dereference")]
    [InlineData("[].max()", "max called on empty list")]
    [InlineData("dyn('a') < dyn(1)", "no such overload")]
    [InlineData("'abc'.charAt(9)", "index out of range: 9")]
    public void What_cannot_be_computed_is_an_error_that_says_why(string expression, string message)
    {
        var compiled = CelExpression.Compile(expression, World.Environment, out _);

        World.Evaluate(compiled!).Should().BeOfType<ErrorValue>().Which.Message.Should().Be(message);
    }

    [Theory]
    [InlineData("self.nam", "compilation failed: ERROR: <input>:1:5: undefined field 'nam'\n | self.nam\n | ....^")]
    [InlineData("1 + 'a'", "compilation failed: ERROR: <input>:1:3: found no matching overload for '_+_' applied to '(int, string)'\n | 1 + 'a'\n | ..^")]
    [InlineData("duration('soon')", "compilation failed: ERROR: <input>:1:10: invalid duration argument\n | duration('soon')\n | .........^")]
    [InlineData("'a'.matches('(')", "compilation failed: ERROR: <input>:1:13: invalid matches argument\n | 'a'.matches('(')\n | ............^")]
    [InlineData("[1, 'a']", "compilation failed: ERROR: <input>:1:5: expected type 'int' but found 'string'\n | [1, 'a']\n | ....^")]
    [InlineData("math.greatest(1, 2)", "compilation failed: ERROR: <input>:1:1: undeclared reference to 'math' (in container '')\n | math.greatest(1, 2)\n | ^\nERROR: <input>:1:14: undeclared reference to 'greatest' (in container '')\n | math.greatest(1, 2)\n | .............^")]
    [InlineData("1 +", "compilation failed: ERROR: <input>:1:4: Syntax error: found '<EOF>' where a value belongs\n | 1 +\n | ...^")]
    [InlineData("int('x')", "program instantiation failed: type conversion error from 'string' to 'int'")]
    public void What_is_unsound_is_refused_with_its_place(string expression, string message)
    {
        CelExpression.Compile(expression, World.Environment, out var problem).Should().BeNull();

        problem.Should().Be(message);
    }

    [Theory]
    [InlineData(250, false)]
    [InlineData(245, true)]
    [InlineData(5000, false)]
    public void Parentheses_nest_only_so_deep(int depth, bool sound)
    {
        var text = new string('(', depth) + "1" + new string(')', depth);

        var compiled = CelExpression.Compile(text, World.Environment, out var problem);

        (compiled is not null).Should().Be(sound, problem);
    }

    [Fact]
    public void Long_chains_are_refused_and_long_logic_is_not()
    {
        CelExpression.Compile(string.Join(" + ", Enumerable.Repeat("1", 300)), World.Environment, out var problem).Should().BeNull();
        problem.Should().Contain("max recursion depth exceeded");

        CelExpression.Compile(string.Join(" || ", Enumerable.Repeat("true", 3000)), World.Environment, out problem).Should().NotBeNull(problem);
        CelExpression.Compile(new string(' ', 200_000), World.Environment, out problem).Should().BeNull();
        problem.Should().Contain("expression code point size exceeds limit");
    }

    [Theory]
    [InlineData("lists.range(100000).all(x, lists.range(100000).all(y, x + y >= 0))")]
    [InlineData("lists.range(2000000000).size() > 0")]
    public void A_costly_evaluation_is_given_up(string expression)
    {
        var compiled = CelExpression.Compile(expression, World.Environment, out _)!;

        var result = compiled.Evaluate(World.Variable);

        result.IsOutOfBudget.Should().BeTrue();
        result.Value.Should().BeOfType<ErrorValue>().Which.Message.Should().Be("operation cancelled: actual cost limit exceeded");
        compiled.EstimateMaxCost(World.Type).Should().BeGreaterThan(ValidationCosts.PerExpression);
    }

    [Fact]
    public void A_pattern_that_backtracks_elsewhere_is_matched_in_linear_time()
    {
        var text = new StringBuilder().Append('a', 50_000).Append('!').ToString();

        Re2.Compile("^(a+)+$", out _)!.IsMatch(text).Should().BeFalse();
        Re2.Compile("(?:a|a)*b", out _)!.IsMatch(text).Should().BeFalse();
    }

    private static class World
    {
        private static readonly ObjectSchema Schema = ObjectSchema.Read(Parse("""
            type: object
            properties:
              name: {type: string, maxLength: 63}
              missing: {type: string}
              replicas: {type: integer}
              labels: {type: object, additionalProperties: {type: string}}
              ports:
                type: array
                items: {type: object, properties: {name: {type: string}, port: {type: integer}}}
            """));

        private static readonly CelValue Self = SchemaValue.Of(
            Parse("""
                name: web
                replicas: 3
                labels: {app: web, tier: front}
                ports: [{name: https, port: 443}, {name: http, port: 80}]
                """),
            Schema);

        public static SchemaType Type { get; } = SchemaType.Of(Schema, isResource: false, "self")!;

        public static TypeEnvironment Environment { get; } =
            new(new Dictionary<string, CelType>(StringComparer.Ordinal) { ["self"] = Type.CelType }, Type);

        public static CelValue? Variable(string name) => name == "self" ? Self : null;

        public static CelValue Evaluate(CelExpression expression) => expression.Evaluate(Variable).Value;

        private static Node Parse(string yaml) => YamlReader.Read(yaml, "test", []).Single().Root;
    }
}
