using System.Globalization;

namespace Pipeline.Bench.Measuring;

/// <summary>What is wanted of a figure, or of its ratio to what it is measured against.</summary>
/// <param name="Bound">The number.</param>
/// <param name="AtLeast">At least that much; else at most.</param>
internal sealed record Goal(double Bound, bool AtLeast)
{
    public static Goal Least(double bound) => new(bound, true);

    public static Goal Most(double bound) => new(bound, false);

    public bool IsMet(double value) => AtLeast ? value >= Bound : value <= Bound;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(AtLeast ? "≥" : "≤")} {Bound:0.###}");
}
