namespace Pipeline.Bench.Measuring;

/// <summary>Repeated measurements of one thing, in the order in which they were taken.</summary>
internal sealed record Samples(IReadOnlyList<double> Values)
{
    /// <summary>The one in the middle; of an even number, the mean of the two.</summary>
    public double Median
    {
        get
        {
            var sorted = Values.Order().ToList();
            return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
        }
    }

    public double Min => Values.Min();

    public double Max => Values.Max();

    /// <summary>The value below which a share of all lies, by the nearest rank.</summary>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
    }

    /// <summary>Each divided by the one of the other that was taken beside it.</summary>
    public Samples Over(Samples other) => new([.. Values.Zip(other.Values, (mine, theirs) => mine / theirs)]);
}
