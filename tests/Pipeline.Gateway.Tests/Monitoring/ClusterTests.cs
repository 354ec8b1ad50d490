namespace Pipeline.Gateway.Tests.Monitoring;

/// <summary>Two gateways share the database and the bus.</summary>
public sealed class ClusterTests(ProductionMode mode) : MonitoringTest(mode), IClassFixture<ProductionMode>
{
    private readonly ProductionMode _mode = mode;

    protected override bool RunsByItself => true;

    [Fact]
    [Trait("Promise", "P-ONCE")]
    public async Task Two_clocks_start_one_run_each_time()
    {
        await using var other = await MonitoringHost.StartAsync(Database, _mode.Bus, true);
        var process = await ProcessAsync();
        await Host.Orders.StartAsync(process, Cancellation);
        await RowAsync(process, row => row.EmptyStreak == 1, "the first run counts");
        foreach (var (wait, streak) in ((int, int)[])[(180, 2), (360, 3), (600, 4)])
        {
            await Database.AdvanceAsync(TimeSpan.FromSeconds(wait));
            await RowAsync(process, row => row.EmptyStreak == streak, $"empty run {streak} counts");
        }

        Assert.Equal(4, Host.Discovery.Unasked + other.Discovery.Unasked);
    }
}
