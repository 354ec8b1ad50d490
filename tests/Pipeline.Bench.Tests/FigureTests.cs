using Pipeline.Bench.Measuring;

namespace Pipeline.Bench.Tests;

/// <summary>What is made of measurements.</summary>
public sealed class FigureTests
{
    private static readonly Samples Ours = new([200, 100, 400]);

    [Theory]
    [InlineData(0.5, 3)]
    [InlineData(0.99, 5)]
    [InlineData(0, 1)]
    public void A_percentile_is_the_value_at_the_nearest_rank(double share, double expected) => Assert.Equal(expected, Samples.Percentile([5, 3, 1, 4, 2], share));

    [Fact]
    public void The_median_of_an_even_number_lies_between_the_two_in_the_middle() => Assert.Equal(2.5, new Samples([4, 1, 3, 2]).Median);

    [Fact]
    public void A_ratio_is_taken_of_what_was_measured_side_by_side() => Assert.Equal([10, 2, 4], Ours.Over(new([20, 50, 100])).Values);

    [Theory]
    [InlineData(4, true, true)]
    [InlineData(4.1, true, false)]
    [InlineData(4, false, true)]
    [InlineData(3.9, false, false)]
    public void A_goal_is_held_against_the_median_of_the_ratio(double bound, bool atLeast, bool met) =>
        Assert.Equal(met, new Figure("x", "s", new(bound, atLeast), Ours, new("peer", new([20, 50, 100]))).IsMet);

    [Fact]
    public void Without_anything_to_measure_against_it_is_held_against_the_median() => Assert.True(new Figure("x", "s", Goal.Most(200), Ours).IsMet);

    [Fact]
    public void A_peer_that_is_not_there_meets_nothing_and_misses_nothing()
    {
        var figure = new Figure("throughput", "records/s", Goal.Least(8), Ours, new("Celery", null, "peer not installed: apt-get install celery"));

        Assert.Null(figure.IsMet);
        Assert.Contains("Celery: peer not installed: apt-get install celery", FigureTable.Of([figure]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_shows_median_and_spread_ratio_and_verdict()
    {
        var rows = FigureTable.Of([new("throughput", "records/s", Goal.Least(8), Ours, new("peer", new([20, 50, 100])))]).Split(Environment.NewLine);

        Assert.Equal(
            ["throughput", "≥ 8 ×", "200 (100 to 400) records/s", "peer: 50.0 (20.0 to 100)", "4.00 (2.00 to 10.0)", "no"],
            rows[2].Split('|', StringSplitOptions.TrimEntries)[1..^1]);
    }
}
