using Pipeline.Testing;
using Pipeline.Testing.Ledger;

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
        for (var streak = 2; streak <= 4; streak++) await MoveUntilAsync(process, streak);

        Assert.Equal(4, Host.Discovery.Unasked + other.Discovery.Unasked);
    }

    /// <summary>Either gateway may look: time goes on until one has, which is long before the look after that.</summary>
    private async Task MoveUntilAsync(Guid process, int streak)
    {
        var due = (await Host.Services.ProcessRowAsync(process)).NextDiscoveryAt!.Value;
        await Database.AdvanceAsync(due - Database.Clock.GetUtcNow().UtcDateTime);
        await Eventually.BecomeAsync(
            async () =>
            {
                await Database.AdvanceAsync(TimeSpan.FromSeconds(1));
                return await Host.Services.ProcessRowAsync(process);
            },
            row => row.EmptyStreak == streak, Patience, $"empty run {streak} counts", Cancellation);
    }
}
