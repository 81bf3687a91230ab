using KubeAssert.Conformance;

// Each command compares what KubeAssert says with what a real Kubernetes said.
var commands = new Dictionary<string, Func<string[], int>>(StringComparer.Ordinal)
{
    ["scenarios"] = ScenariosCommand.Run,
    ["admission"] = AdmissionCommand.Run,
    ["cel"] = CelCommand.Run,
    ["yaml"] = YamlCommand.Run,
    ["pod-security"] = PodSecurityCommand.Run,
    ["rbac"] = RbacCommand.Run,
    ["reach"] = ReachCommand.Run,
    ["verdicts"] = VerdictsCommand.Run,
    ["fixes"] = FixesCommand.Run,
};

if (args.Length < 2 || !commands.TryGetValue(args[0], out var command))
{
    Console.Error.WriteLine($"usage: dotnet run -c Release --project tests/KubeAssert.Conformance -- COMMAND FILE [options]\ncommands: {string.Join(", ", commands.Keys)}");
    return 2;
}

return command(args[1..]);
