using Pipeline.Contracts;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing;
using Pipeline.Testing.Ledger;

namespace Pipeline.Gateway.Tests.Monitoring;

public sealed class AnnouncerEmbedded(EmbeddedMode mode) : AnnouncerTests(mode), IClassFixture<EmbeddedMode>;

public sealed class AnnouncerInProduction(ProductionMode mode) : AnnouncerTests(mode), IClassFixture<ProductionMode>
{
    private readonly ProductionMode _mode = mode;

    [Fact]
    [Trait("Promise", "P-LOST")]
    public async Task Without_the_broker_nothing_is_taken_and_with_it_all_is_told()
    {
        var records = await Host.Services.DiscoverAsync(await Host.Services.ProcessAsync());
        await Database.AdvanceAsync(Stall);
        await _mode.LoseBrokerAsync();
        Host.BrokerWasLost = true;
        await Eventually.TrueAsync(() => !Host.Bells.Ready, Patience, "the bus notices", Cancellation);
        await Host.Announcer.RunAsync(Cancellation);

        await _mode.GetBrokerBackAsync();
        await Eventually.TrueAsync(() => Host.Bells.Ready, Patience, "the bus is back", Cancellation);
        await Host.Announcer.RunAsync(Cancellation);
        Assert.Equal([records[0].RecordId], (await Host.Heard.NextAsync<ArticlesDiscovered>()).RecordIds);
    }
}

/// <summary>Which records the stages hear of, and when.</summary>
public abstract class AnnouncerTests(MonitoringMode mode) : MonitoringTest(mode)
{
    protected static readonly TimeSpan Stall = TimeSpan.FromMinutes(2);

    [Fact]
    [Trait("Promise", "P-STUCK")]
    public async Task A_record_is_announced_again_only_when_it_stalls()
    {
        var records = await Host.Services.DiscoverAsync(await Host.Services.ProcessAsync());
        await AnnounceAfterAsync(Stall);
        Assert.Equal([records[0].RecordId], (await Host.Heard.NextAsync<ArticlesDiscovered>()).RecordIds);

        await AnnounceAfterAsync(Stall - TimeSpan.FromSeconds(1));
        await AnnounceAfterAsync(TimeSpan.FromSeconds(1));
        await Host.Heard.NextAsync<ArticlesDiscovered>();
        Assert.Equal(2, Host.Published.Of<ArticlesDiscovered>().Count);
    }

    [Fact]
    public async Task Each_status_is_told_to_its_stage()
    {
        var process = await Host.Services.ProcessAsync();
        var ids = (await Host.Services.DiscoverAsync(process, articles: 3)).Select(record => record.RecordId).ToList();
        await Host.Services.PrepareAsync(ids.Take(1));
        await Host.Services.GenerateAsync(ids.Skip(1).Take(1));
        await Host.Service<ReviewLedger>().ApproveAsync(ids[1], null, process.OwnerId, Cancellation);
        await AnnounceAfterAsync(Stall);
        await Eventually.TrueAsync(
            () => Host.Published.Of<ArticlesDiscovered>().Any(message => message.RecordIds.Contains(ids[2]))
                && Host.Published.Of<ArticlesPrepared>().Any(message => message.RecordIds.Contains(ids[0]))
                && Host.Published.Of<CommentsApproved>().Any(message => message.RecordIds.Contains(ids[1])),
            Patience, "each is told", Cancellation);
        await Host.Heard.HearOutAsync(3);
    }

    [Fact]
    public async Task A_paused_process_is_not_announced()
    {
        var process = await Host.Services.ProcessAsync();
        await Host.Services.DiscoverAsync(process);
        await Host.Orders.PauseAsync(process.ProcessId, null, Cancellation);
        await AnnounceAfterAsync(Stall);
        Assert.Empty(Host.Published.Of<ArticlesDiscovered>());
    }

    private async Task AnnounceAfterAsync(TimeSpan time)
    {
        await Database.AdvanceAsync(time);
        await Host.Announcer.RunAsync(Cancellation);
    }
}
