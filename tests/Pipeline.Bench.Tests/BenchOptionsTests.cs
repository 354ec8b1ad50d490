using Pipeline.Bench.Scenarios;
using Pipeline.Testing;

namespace Pipeline.Bench.Tests;

/// <summary>The command line of <c>./pipeline bench</c>.</summary>
public sealed class BenchOptionsTests
{
    [Fact]
    public void Without_a_name_all_is_measured_five_times()
    {
        var options = BenchOptions.Parse([]);

        Assert.Equal(ScenarioCatalog.All, options.Scenarios);
        Assert.Equal(5, options.Repeats);
        Assert.Equal(RepositoryRoot.Of("artifacts/bench.json"), options.Json);
    }

    [Fact]
    public void Names_choose_what_is_measured_each_once()
    {
        var options = BenchOptions.Parse(["latency", "--repeats", "7", "start", "latency", "--json", "/tmp/figures.json"]);

        Assert.Equal(["latency", "start"], options.Scenarios.Select(scenario => scenario.Name));
        Assert.Equal(7, options.Repeats);
        Assert.Equal("/tmp/figures.json", options.Json);
    }

    [Theory]
    [InlineData("bench has no 'speed'", "speed")]
    [InlineData("bench has no '--fast'", "--fast")]
    [InlineData("--repeats must be a whole number from 1 to 100, not '0'", "--repeats", "0")]
    [InlineData("--repeats must be a whole number from 1 to 100, not '5.5'", "--repeats", "5.5")]
    [InlineData("--repeats needs a value", "--repeats")]
    [InlineData("--json needs a value", "latency", "--json")]
    [InlineData("--json needs a value", "--json", "")]
    [InlineData("--json needs a value", "--json", "--repeats", "3")]
    public void What_can_not_be_followed_is_refused_with_what_is_possible(string fault, params string[] arguments)
    {
        var refused = Assert.Throws<BenchRefusedException>(() => BenchOptions.Parse(arguments));

        Assert.StartsWith(fault, refused.Message, StringComparison.Ordinal);
        Assert.All(ScenarioCatalog.All, scenario => Assert.Contains(scenario.Name, refused.Message, StringComparison.Ordinal));
    }
}
