namespace KubeAssert.Validation;

/// <summary>How much of a device's capacity a request may have (resource validation: validateRequestPolicy).</summary>
internal static class CapacityPolicyValidation
{
    private const int MostValues = 10;

    public static void Check(Node capacity, bool isShared, Problems problems)
    {
        if (capacity.Given("requestPolicy") is not { } policy)
            return;
        if (!isShared)
        {
            problems.Add("forbidden", policy, "belongs to a device with allowMultipleAllocations", "set allowMultipleAllocations: true, or remove it");
            return;
        }

        var values = policy.List("validValues");
        var range = policy.Given("validRange");
        if (values.IsEmpty && range is null)
            return;
        if (!values.IsEmpty && range is not null)
            problems.Add("conflict", policy, "sets both validValues and validRange", "keep one of them");
        else if (policy.Given("default") is not { } standard)
            problems.Add("required", policy["default"], "is needed where the values are limited", "set default");
        else if (range is null)
            CheckValues(policy, values, AmountOf(standard), AmountOf(capacity["value"]), problems);
        else
            CheckRange(range, AmountOf(standard), AmountOf(capacity["value"]), problems);
    }

    private static void CheckValues(Node policy, ReadOnlySpan<Node> values, Quantity standard, Quantity most, Problems problems)
    {
        for (var i = 1; i < values.Length; i++)
        {
            if (AmountOf(values[i - 1]) > AmountOf(values[i]))
                problems.Add("order", values[i], "is less than the value before it", "sort the values in ascending order");
        }

        if (DeviceLists.AreTooMany(policy, "validValues", MostValues, problems))
            return;
        var seen = new HashSet<Quantity>();
        foreach (var value in values)
        {
            if (AmountOf(value) > most)
                problems.Add("out-of-range", value, $"is {value.Text}, more than the capacity of {most}", "list values up to the capacity");
            if (!seen.Add(AmountOf(value)))
                problems.Add("duplicate", value, "is listed twice", "remove it");
        }

        if (!seen.Contains(standard))
            problems.Add("unsupported-value", policy["validValues"], $"does not list the default of {standard}", "add the default");
    }

    private static void CheckRange(Node range, Quantity standard, Quantity capacity, Problems problems)
    {
        if (range.Given("min") is not { } min)
        {
            problems.Add("required", range["min"], "is needed", "set min");
            return;
        }

        var least = AmountOf(min);
        if (least > capacity)
            problems.Add("out-of-range", min, $"is {min.Text}, more than the capacity of {capacity}", "lower it");
        if (standard < least)
            problems.Add("out-of-range", range["default"], $"{standard} is less than min", "raise the default");
        if (range.Given("max") is { } max)
        {
            if (least > AmountOf(max) || standard > AmountOf(max))
                problems.Add("out-of-range", range[least > AmountOf(max) ? "max" : "default"], $"max is {max.Text}, less than min or the default", "raise max");
            if (AmountOf(max) > capacity)
                problems.Add("out-of-range", max, $"is {max.Text}, more than the capacity of {capacity}", "lower it");
        }

        if (range.Given("step") is { } step)
            CheckStep(range, step, standard, least, capacity, problems);
    }

    private static void CheckStep(Node range, Node step, Quantity standard, Quantity least, Quantity capacity, Problems problems)
    {
        var size = AmountOf(step);
        if (size.Sign <= 0)
        {
            problems.Add("out-of-range", step, $"is {step.Text}; it must be positive", "set a positive step");
            return;
        }

        if (least + size > capacity)
            problems.Add("out-of-range", step, $"is {step.Text}, and one step from min exceeds the capacity of {capacity}", "lower it");
        var isDefaultOnStep = (standard - least).Nanos % size.Nanos == 0;
        var isMaxOnStep = range.Given("max") is not { } max || (AmountOf(max) - least).Nanos % size.Nanos == 0;
        if (!isDefaultOnStep || !isMaxOnStep)
            problems.Add("out-of-range", step, $"is {step.Text}, and {(isDefaultOnStep ? "max" : "the default")} is no multiple of it from min", "choose values on the steps");
    }

    private static Quantity AmountOf(Node node) => Quantity.Of(node) ?? Quantity.Zero;
}
