using System.Text;

namespace KubeAssert.Tests.Yaml;

/// <summary>Twenty thousand damaged manifests, the same ones in every run: each gives a set or problems, and what is read can be written and read again.</summary>
public sealed class MutatedTextTests
{
    private const int Texts = 20_000;
    private const int Seed = 20_26;

    private static readonly string[] Seeds =
    [
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, labels: {app: &app web}}
        spec:
          replicas: 3 # plenty
          selector:
            matchLabels: {app: *app}
          template:
            metadata:
              labels:
                app: *app
            spec:
              containers:
              - name: web
                image: "registry.example/web:1.2"
                args: ["--listen", ':8080', -v]
                resources: {limits: {cpu: 500m, memory: 1Gi}}
        """,
        """
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          script.sh: |
            #!/bin/sh
            exec web --level=1e3

          folded: >-
            one
              two

            three
          "quoted key": 'it''s'
        ---
        apiVersion: v1
        kind: List
        items:
        - {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 0x50}]}}
        """,
        """
        base: &base
          on: yes
          limits: [1_000, 010, .5, 1e-3, ~]
        apiVersion: v1
        kind: Thing
        metadata: {name: thing}
        spec:
          <<: *base
          ? key
          : !!str 5
        """,
        """{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a\u0062"}, "data": {"k": "djE="}}""",
    ];

    private static readonly string[] Fragments =
    [
        ": ", ":", "- ", "-", "\n", "\n  ", " ", "\t", "#", "\"", "'", "[", "]", "{", "}", ",", "&a ", "*a", "*base", "!!int ", "!x ", "%", "@", "|", ">", "|2\n",
        "? ", "<<: ", "~", "yes", "0x", "1e9", ".inf", "\\", "\\x4", "---\n", "...\n", "\r", "\u0085", "\u2028", "\uFEFF", "é", "😀", "\u0007", "\0", "\uD800",
    ];

    [Fact]
    public void Whatever_is_damaged_gives_a_set_or_problems()
    {
        var random = new Random(Seed);
        var (read, refused) = (0, 0);
        for (var i = 0; i < Texts; i++)
        {
            var text = Mutate(random);
            var result = Manifests.TryParse(text);
            if (result.Problems.Count > 0)
                refused++;
            foreach (var manifest in result.Manifests)
            {
                read++;
                var again = Manifests.ParseUnchecked(manifest.ToYaml());
                again[0].ToJson().Should().Be(manifest.ToJson(), "this was damaged:\n{0}\nand this written:\n{1}", text, manifest.ToYaml());
                _ = manifest.Select("..name").Select(n => n.Path + n.Location).Count();
            }
        }

        read.Should().BeGreaterThan(Texts / 10);
        refused.Should().BeGreaterThan(Texts / 10);
    }

    private static string Mutate(Random random)
    {
        var text = new StringBuilder(Seeds[random.Next(Seeds.Length)]);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(1, 6), text.Length - at);
            switch (random.Next(4))
            {
                case 0:
                    text.Remove(at, length);
                    break;
                case 1:
                    text.Insert(at, text.ToString(random.Next(text.Length), 1));
                    break;
                default:
                    text.Insert(at, Fragments[random.Next(Fragments.Length)]);
                    break;
            }
        }

        return text.ToString();
    }
}
