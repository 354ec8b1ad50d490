using Pipeline.Domain.Processes;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Posting.Tests;

public sealed class StopOnPostgres(PostgresTestDatabase database) : StopConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class StopOnSqlite(SqliteTestDatabase database) : StopConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>While posting is stopped no comment leaves, whoever asked for it; nothing is lost by that, and nothing is rung for in vain.</summary>
[Trait("Promise", "P-STOP")]
public abstract class StopConformance(TestDatabase database) : PostingTest(database)
{
    /// <summary>The installation's stop would hold back the records of other tests, too.</summary>
    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Stops.LiftAsync(PostingStop.Everybody, None);
        await base.DisposeAsync();
    }

    private PostingStops Stops => Get<PostingStops>();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_leaves_and_nothing_is_reserved_however_often_it_is_rung_for(bool approved)
    {
        var (process, ids) = await WaitingAsync(approved);
        var before = await RecordAsync(ids[0]);
        await StopAsync(process, everybody: true);
        for (var i = 0; i < 6; i++) await PostAsync(ids);
        var record = await RecordAsync(ids[0]);
        Assert.Equal((RecordStatus.Generated, 0, before.Fencing, false), (record.Status, record.Starts, record.Fencing, record.PaceReserved));
        Assert.Equal(0, (await Host.GetAsync("requests")).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_held_back_is_rung_for_at_once_when_the_stop_is_lifted_and_goes_out_once(bool everybody)
    {
        var (process, ids) = await WaitingAsync(approved: true);
        await StopAsync(process, everybody);
        await PostAsync(ids);
        await Stops.LiftAsync(everybody ? PostingStop.Everybody : process.OwnerId, None);
        Assert.Equal(ids, (await RungAsync(process)).Select(due => due.RecordId));
        Assert.Equal((RecordStatus.Posted, 1), ((await PostAsync(ids))[0].Status, await Host.CommentsAsync()));
    }

    [Fact]
    public async Task The_announcer_rings_for_nothing_that_is_held_back()
    {
        var (process, _) = await WaitingAsync(approved: false);
        await AdvanceAsync(TimeSpan.FromMinutes(3));
        await StopAsync(process, everybody: true);
        Assert.Empty(await RungAsync(process));
        await Stops.LiftAsync(PostingStop.Everybody, None);
        Assert.Single(await RungAsync(process));
    }

    [Fact]
    public async Task An_operators_stop_holds_for_their_own_processes_alone()
    {
        var (mine, held) = await WaitingAsync(approved: true);
        var (_, others) = await WaitingAsync(approved: true);
        await StopAsync(mine, everybody: false);
        Assert.Equal(RecordStatus.Generated, (await PostAsync(held))[0].Status);
        Assert.Equal(RecordStatus.Posted, (await PostAsync(others))[0].Status);
    }

    [Fact]
    public async Task An_approval_given_meanwhile_waits_too()
    {
        var process = await Host.ProcessAsync();
        await StopAsync(process, everybody: true);
        var ids = await ApprovedAsync(process);
        Assert.Equal((RecordStatus.Generated, 0), ((await PostAsync(ids))[0].Status, await Host.CommentsAsync()));
    }

    [Fact]
    public async Task A_comment_that_is_about_to_leave_does_not_and_its_place_is_kept()
    {
        var (process, ids) = await WaitingAsync(approved: true);
        await Host.FaultAsync(new { kind = "latency", method = "GET", path = "/article", delay = 5, times = 1 });
        var posting = PostAsync(ids);
        await UntilAsync(async () => await Host.RequestsAsync("GET /article/{id}/") == 1, "its page is asked for");
        await StopAsync(process, everybody: true);
        await FinishAsync(posting);
        var record = await RecordAsync(ids[0]);
        Assert.Equal((RecordStatus.Generated, 0, 0, true), (record.Status, record.Tries, record.Starts, record.PaceReserved));
        Assert.Equal((0, 0), (await Host.RequestsAsync(CommentPost), await Host.CommentsAsync()));
    }

    [Fact]
    public async Task What_was_sent_before_is_read_back_and_recorded()
    {
        var (process, ids) = await WaitingAsync(approved: true);
        await Host.FaultAsync(new { kind = "cut_after_accept", times = 1 });
        await PostAsync(ids);
        await StopAsync(process, everybody: true);
        Assert.Equal((RecordStatus.Posted, 1), (await PostAsync(ids[0], after: TimeSpan.FromSeconds(6)), await Host.CommentsAsync()));
    }

    [Fact]
    public async Task Of_two_stops_the_one_that_is_left_holds()
    {
        var (process, ids) = await WaitingAsync(approved: true);
        await StopAsync(process, everybody: false);
        await StopAsync(process, everybody: true);
        await Stops.LiftAsync(process.OwnerId, None);
        Assert.Equal(RecordStatus.Generated, (await PostAsync(ids))[0].Status);
        Assert.Empty(await RungAsync(process));
    }

    private async Task<(SeededProcess Process, IReadOnlyList<Guid> Ids)> WaitingAsync(bool approved)
    {
        var process = await Host.ProcessAsync(generateOnly: approved);
        return (process, approved ? await ApprovedAsync(process) : await GeneratedAsync(process));
    }

    private Task StopAsync(SeededProcess process, bool everybody) =>
        Stops.StopAsync(everybody ? PostingStop.Everybody : process.OwnerId, process.OwnerId, "Visitors.", None);

    /// <summary>What the announcer would tell Posting at this moment.</summary>
    private async Task<List<DueRecord>> RungAsync(SeededProcess process) =>
        [.. (await Get<Announcements>().TakeDueAsync(100, None)).Where(due => due.ProcessId == process.ProcessId)];
}
