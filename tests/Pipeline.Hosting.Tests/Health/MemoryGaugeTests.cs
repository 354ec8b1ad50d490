using Microsoft.Extensions.Options;
using Pipeline.Hosting.Health;

namespace Pipeline.Hosting.Tests.Health;

[Trait("Promise", "P-MEMORY")]
public sealed class MemoryGaugeTests
{
    [Theory]
    [InlineData(0, "ok")]
    [InlineData(749, "ok")]
    [InlineData(750, "warning")]
    [InlineData(849, "warning")]
    [InlineData(850, "critical")]
    [InlineData(1200, "critical")]
    public void It_warns_at_75_percent_and_is_critical_at_85(long used, string status)
    {
        var report = new MemoryGauge(Options.Create(new MemoryOptions { LimitBytes = 1000 })).Judge(used);

        Assert.Equal(new MemoryReport(used, 1000, used / 1000d, status), report);
    }

    [Fact]
    public void It_reads_this_process()
    {
        var report = new MemoryGauge(Options.Create(new MemoryOptions())).Read();

        Assert.InRange(report.Used, 1_000_000, report.Limit);
        Assert.InRange(report.Ratio, 0, 1);
    }

    [Theory]
    [InlineData("536870912\n", 536870912L)]
    [InlineData("max\n", null)]
    [InlineData("9223372036854771712\n", null)]
    public void A_control_group_states_its_limit(string file, long? limit) => Assert.Equal(limit, MemoryLimit.Parse(file));
}
