namespace KubeAssert.Validation;

/// <summary>PriorityLevelConfigurations (flowcontrol.apiserver.k8s.io).</summary>
/// <remarks>Source: flowcontrol validation: ValidatePriorityLevelConfiguration.</remarks>
internal static class PriorityLevelValidation
{
    private const int MostQueues = 10_000_000;
    private const int MostHashBits = 60;
    private const int DefaultHandSize = 8;
    private const int DefaultQueues = 64;

    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);
        var spec = root["spec"];
        var type = spec.String("type");
        if (root["metadata"].String("name") == "exempt" != (type == "Exempt"))
            problems.Add("priority-level", spec["type"], $"is {NameForm.Quoted(type)}; Exempt belongs to the level named exempt", "set Limited");
        switch (type)
        {
            case "Exempt":
                problems.Forbid(spec["limited"], "belongs to type Limited");
                CheckShares(spec["exempt"], problems);
                break;
            case "Limited":
                problems.Forbid(spec["exempt"], "belongs to type Exempt");
                if (spec.Given("limited") is { } limited)
                    CheckLimited(limited, problems);
                else
                    problems.Add("required", spec["limited"], "type Limited needs limited", "set limited");
                break;
            default:
                problems.Add("unsupported-value", spec["type"], $"is {NameForm.Quoted(type)}; Exempt and Limited are supported", "use Limited");
                break;
        }
    }

    private static void CheckShares(Node level, Problems problems)
    {
        problems.NotNegative(level, "nominalConcurrencyShares");
        problems.NotNegative(level, "assuredConcurrencyShares");
        if (level.Given("lendablePercent") is { } percent)
            problems.InRange(percent, 0, 100);
    }

    private static void CheckLimited(Node limited, Problems problems)
    {
        CheckShares(limited, problems);
        problems.NotNegative(limited, "borrowingLimitPercent");
        var response = limited["limitResponse"];
        switch (response.String("type"))
        {
            case "Reject":
                problems.Forbid(response["queuing"], "belongs to type Queue");
                break;
            case "Queue":
                if (response.Given("queuing") is { } queuing)
                    CheckQueues(queuing, problems);
                else
                    problems.Add("required", response["queuing"], "type Queue needs queuing", "set queuing");
                break;
            case var type:
                problems.Add("unsupported-value", response["type"], $"is {NameForm.Quoted(type)}; Queue and Reject are supported", "use Queue or Reject");
                break;
        }
    }

    private static void CheckQueues(Node queuing, Problems problems)
    {
        if (queuing.Integer("queueLengthLimit") is < 0)
            problems.Add("out-of-range", queuing["queueLengthLimit"], "is negative", "set 1 or more");

        var queues = queuing.Integer("queues") is { } given and not 0 ? given : DefaultQueues;
        if (queues is < 0 or > MostQueues)
            problems.Add("out-of-range", queuing["queues"], $"is {queues}; 1 to {MostQueues} is allowed", "set fewer");

        var hand = queuing.Integer("handSize") is { } size and not 0 ? size : DefaultHandSize;
        if (hand < 0)
            problems.Add("out-of-range", queuing["handSize"], "is negative", "set 1 or more");
        else if (hand > queues)
            problems.Add("out-of-range", queuing["handSize"], $"is {hand}, but there are {queues} queues", $"set {queues} or less");
        else if (Bits(queues, hand) > MostHashBits)
            problems.Add("out-of-range", queuing["handSize"], $"is {hand}; with {queues} queues it takes more than {MostHashBits} bits of a hash", "set less");
    }

    /// <summary>The bits that dealing a hand takes: the logarithm of queues falling hand factors.</summary>
    private static int Bits(long queues, long hand)
    {
        var bits = 0.0;
        for (var i = 0; i < hand && bits <= MostHashBits; i++)
            bits += Math.Log2(queues - i);
        return (int)Math.Ceiling(bits);
    }
}
