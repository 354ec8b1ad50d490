namespace Pipeline.Bench.Measuring;

/// <summary>A figure of the table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Unit">In what.</param>
/// <param name="Goal">What is wanted of it, or of its ratio where it has a <paramref name="Reference"/>; null: it is only stated.</param>
/// <param name="Measured">The measurements.</param>
/// <param name="Reference">What it is measured against, taken beside it; null: against a number.</param>
internal sealed record Figure(string What, string Unit, Goal? Goal, Samples Measured, Reference? Reference = null)
{
    /// <summary>To what it is measured against; null: against nothing.</summary>
    public Samples? Ratio => Reference?.Measured is { } other ? Measured.Over(other) : null;

    /// <summary>What its goal is held against; null: that could not be measured here.</summary>
    public double? Judged => Reference is null ? Measured.Median : Ratio?.Median;

    /// <summary>Null: there is no goal, or nothing to measure against.</summary>
    public bool? IsMet => Goal is not null && Judged is { } value ? Goal.IsMet(value) : null;
}

/// <summary>What a figure is measured against.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Measured">The measurements, in the same unit; null: it isn't there.</param>
/// <param name="Missing">Why it isn't there, and what to do.</param>
internal sealed record Reference(string Name, Samples? Measured, string? Missing = null)
{
    /// <summary>A number that is worked out, not measured, for each of these measurements.</summary>
    public static Reference Number(string name, double value, IReadOnlyCollection<double> measured) => new(name, new([.. measured.Select(_ => value)]));
}
