using System.Globalization;
using System.Text.Json;
using KubeAssert.Rights;

namespace KubeAssert.Conformance;

/// <summary>Compares who may do what, and who may grant it, with the answers of a real API server.</summary>
internal static class RbacCommand
{
    private const string Group = "rbac.authorization.k8s.io";

    /// <summary>
    /// The server names one binding that grants a request, whichever its cache holds first: its reason counts as given where it is among
    /// those found here.
    /// </summary>
    public static int Run(string[] arguments)
    {
        var options = new Options(arguments);
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(options.Path))!, "defaults.yaml");
        var defaults = File.Exists(beside) ? Manifests.Load(beside).ToList() : [.. Rbac.Defaults(KubernetesVersion.Newest)];
        var count = new Count();
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var models = new Dictionary<string, World>(StringComparer.Ordinal);
        foreach (var line in Lines.Of(options.Path))
        {
            using var record = JsonDocument.Parse(line);
            var root = record.RootElement;
            var world = root.GetProperty("world").GetString()!;
            if (root.TryGetProperty("manifests", out var manifests) || root.TryGetProperty("more", out manifests))
            {
                texts[world] = texts.TryGetValue(world, out var before) ? before + "\n---\n" + manifests.GetString() : manifests.GetString()!;
                models.Remove(world);
                continue;
            }

            if (!models.TryGetValue(world, out var model))
                models[world] = model = new World(Manifests.TryParse(texts[world], world).Manifests, defaults);
            if (root.TryGetProperty("as", out _))
                count.Escalation(root, model.Write(root));
            else
                count.Access(root, model.Ask(root));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"agreement {Percent(count.Agreed, count.All):0.00}% ({count.Agreed}/{count.All}), reasons {Percent(count.Reasons, count.Reasoned):0.0}%; escalation {Percent(count.Held, count.Attempts):0.00}% ({count.Held}/{count.Attempts})"));
        return options.AtLeast(Math.Min(count.Agreed + count.Held, count.All + count.Attempts), Math.Max(1, count.All + count.Attempts));
    }

    private static double Percent(int part, int all) => all == 0 ? 100 : 100.0 * part / all;

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static Account AccountOf(JsonElement element) => new(
        Text(element, "user"),
        element.TryGetProperty("groups", out var groups) ? [.. groups.EnumerateArray().Select(g => g.GetString()!)] : []);

    private sealed class Count
    {
        public int Agreed { get; private set; }

        public int All { get; private set; }

        public int Reasons { get; private set; }

        public int Reasoned { get; private set; }

        public int Held { get; private set; }

        public int Attempts { get; private set; }

        public void Access(JsonElement record, AccessAnswer answer)
        {
            All++;
            if (answer.IsAllowed == record.GetProperty("allowed").GetBoolean())
                Agreed++;
            else
                Console.WriteLine($"{record}: here {answer.IsAllowed}: {string.Join("; ", answer.Grants.Select(g => g.Reason))}");
            if (Text(record, "reason") is not { Length: > 0 } reason || !answer.IsAllowed)
                return;
            Reasoned++;
            if (answer.Grants.Any(grant => grant.Reason == reason))
                Reasons++;
            else
                Console.WriteLine($"reason: {reason}; here: {string.Join("; ", answer.Grants.Select(g => g.Reason))}");
        }

        public void Escalation(JsonElement record, string? refusal)
        {
            Attempts++;
            if (refusal is null == (Text(record, "verdict") == "accept"))
                Held++;
            else
                Console.WriteLine($"{record}: here {refusal ?? "accepted"}");
        }
    }

    private sealed class World(ManifestSet set, IReadOnlyList<Manifest> defaults)
    {
        private readonly RbacModel _model = new(set, defaults);

        public AccessAnswer Ask(JsonElement question) => _model.Ask(AccountOf(question), new AccessRequest
        {
            Verb = Text(question, "verb"),
            Group = Text(question, "group"),
            Resource = Text(question, "resource"),
            Subresource = Text(question, "subresource"),
            Name = Text(question, "name"),
            Namespace = Text(question, "namespace"),
            Path = Text(question, "path"),
        });

        /// <summary>The refusal of a write; null where it is accepted.</summary>
        public string? Write(JsonElement attempt)
        {
            var account = AccountOf(attempt.GetProperty("as"));
            var manifest = Manifests.Parse(attempt.GetProperty("manifest").GetString()!)[0];
            var home = manifest.Namespace ?? "";
            var old = set.Concat(defaults).FirstOrDefault(m => m.Kind == manifest.Kind && m.Name == manifest.Name && (m.Namespace ?? "") == home);
            var verb = Text(attempt, "operation");
            var request = new AccessRequest
            {
                Verb = verb == "create" ? "create" : "update",
                Group = Group,
                Resource = manifest.Kind.ToLowerInvariant() + "s",
                Name = verb == "create" ? "" : manifest.Name,
                Namespace = home,
            };
            if (!_model.Ask(account, request).IsAllowed)
                return $"cannot {request}";
            return Escalation.Refusal(_model, account, manifest, home, old);
        }
    }
}
