using Microsoft.Extensions.DependencyInjection;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Persistence.Tests;

public sealed class RecordLedgerOnPostgres(PostgresTestDatabase database) : RecordLedgerConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class RecordLedgerOnSqlite(SqliteTestDatabase database) : RecordLedgerConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>What the ledger promises, whichever database carries it.</summary>
public abstract class RecordLedgerConformance(TestDatabase database) : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly ServiceProvider _services = database.Services();

    private RecordLedger Ledger => _services.GetRequiredService<RecordLedger>();

    private PostingClaims Claims => _services.GetRequiredService<PostingClaims>();

    private PostingPermits Permits => _services.GetRequiredService<PostingPermits>();

    private PostingLedger Posting => _services.GetRequiredService<PostingLedger>();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _services.DisposeAsync();
    }

    [Fact]
    public async Task Discovering_twice_adds_nothing()
    {
        var process = await _services.ProcessAsync(accounts: 2, prompts: 2);
        var first = await _services.DiscoverAsync(process, articles: 3);
        var second = await _services.DiscoverAsync(process, articles: 3);
        Assert.Equal((12, 0), (first.Count, second.Count));
    }

    [Fact]
    public async Task Ids_tell_when_the_ledger_made_them_and_come_in_that_order()
    {
        var process = await _services.ProcessAsync();
        var early = (await _services.DiscoverAsync(process, articles: 20)).Select(record => record.RecordId).ToList();
        var made = database.Clock.GetUtcNow();
        await database.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        var late = (await _services.DiscoverAsync(process, articles: 20, from: 21)).Select(record => record.RecordId).ToList();

        Assert.All(early, id => Assert.Equal((7, made.ToUnixTimeMilliseconds()), (id.Version, Convert.ToInt64($"{id:N}"[..12], 16))));
        Assert.True(early.Max() < late.Min());
    }

    [Fact]
    public async Task A_claim_excludes_a_second_one_until_its_lease_is_over()
    {
        var process = await _services.ProcessAsync();
        var ids = (await _services.DiscoverAsync(process)).Select(record => record.RecordId).ToList();
        var first = Assert.Single(await Ledger.ClaimAsync(Stage.Preparation, ids, None));
        Assert.Empty(await Ledger.ClaimAsync(Stage.Preparation, ids, None));
        await database.AdvanceAsync(TimeSpan.FromSeconds(61));
        var second = Assert.Single(await Ledger.ClaimAsync(Stage.Preparation, ids, None));
        Assert.True(second.Fencing > first.Fencing);
    }

    [Fact]
    public async Task Who_lost_the_claim_can_write_no_outcome()
    {
        var process = await _services.ProcessAsync();
        var ids = (await _services.DiscoverAsync(process)).Select(record => record.RecordId).ToList();
        var late = Assert.Single(await Ledger.ClaimAsync(Stage.Preparation, ids, None));
        await database.AdvanceAsync(TimeSpan.FromSeconds(61));
        await Ledger.ClaimAsync(Stage.Preparation, ids, None);
        var trouble = new RecordTrouble(Stage.Preparation, ErrorKind.Timeout, "late");
        Assert.Empty(await Ledger.PreparedAsync(process.ProcessId, [new(late.RecordId, late.Fencing, 1)], None));
        Assert.Empty(await Ledger.FailedAsync([new(late.RecordId, late.Fencing, trouble)], None));
        Assert.Empty(await Ledger.RenewAsync([late], None));
    }

    [Fact]
    public async Task A_renewed_claim_outlives_its_first_lease()
    {
        var process = await _services.ProcessAsync();
        var ids = (await _services.DiscoverAsync(process)).Select(record => record.RecordId).ToList();
        var claim = Assert.Single(await Ledger.ClaimAsync(Stage.Preparation, ids, None));
        await database.AdvanceAsync(TimeSpan.FromSeconds(50));
        Assert.Single(await Ledger.RenewAsync([claim], None));
        await database.AdvanceAsync(TimeSpan.FromSeconds(50));
        Assert.Empty(await Ledger.ClaimAsync(Stage.Preparation, ids, None));
    }

    [Fact]
    public async Task A_comment_and_its_move_are_written_together()
    {
        var process = await _services.ProcessAsync();
        var id = Assert.Single(await _services.GenerateAsync((await _services.DiscoverAsync(process)).Select(record => record.RecordId)));
        var record = await _services.RecordAsync(id);
        Assert.Equal((RecordStatus.Generated, 1, false), (record.Status, record.CommentRevision, record.AutoPost));
        Assert.Null(record.RingAt);
        await using var context = _services.CreateAsyncScope();
        var comment = Assert.Single(context.ServiceProvider.GetRequiredService<PipelineDbContext>().RecordComments, comment => comment.RecordId == id);
        Assert.Equal((1, TimeSpan.FromSeconds(1)), (comment.Revision, comment.Duration));
    }

    [Fact]
    public async Task Again_keeps_the_status_and_comes_back_at_its_time_only()
    {
        var process = await _services.ProcessAsync();
        var ids = (await _services.DiscoverAsync(process)).Select(record => record.RecordId).ToList();
        var claim = Assert.Single(await Ledger.ClaimAsync(Stage.Preparation, ids, None));
        await Ledger.AgainAsync([new(claim.RecordId, claim.Fencing, TimeSpan.FromSeconds(10), true, new(Stage.Preparation, ErrorKind.Timeout, "slow"))], None);
        Assert.Empty(await Ledger.ClaimAsync(Stage.Preparation, ids, None));
        await database.AdvanceAsync(TimeSpan.FromSeconds(10));
        var back = Assert.Single(await Ledger.ClaimAsync(Stage.Preparation, ids, None));
        Assert.Equal((1, 1, true), (back.Tries, back.Starts, back.SlotsReserved));
    }

    [Fact]
    public async Task Counts_follow_every_move_exactly()
    {
        var process = await _services.ProcessAsync(accounts: 2);
        var ids = (await _services.DiscoverAsync(process, articles: 5)).Select(record => record.RecordId).ToList();
        await _services.GenerateAsync(ids.Take(4));
        await _services.GetRequiredService<ReviewLedger>().RejectAsync(ids[0], "no", process.OwnerId, None);
        await _services.GetRequiredService<ReviewLedger>().ApproveAsync(ids[1], null, process.OwnerId, None);
        var counts = _services.GetRequiredService<PipelineCounts>();
        var before = await counts.OfAsync(process.ProcessId, None);
        await counts.FoldAsync(None);
        Assert.Equal(before, await counts.OfAsync(process.ProcessId, None));
        Assert.Equal((6L, 3L, 1L, 2L, 10L), (before.Discovered, before.Generated, before.Rejected, before.AwaitingApproval, before.Total));
    }

    [Fact]
    public async Task An_approved_comment_is_posted_once()
    {
        var process = await _services.ProcessAsync();
        var id = Assert.Single(await _services.GenerateAsync((await _services.DiscoverAsync(process)).Select(record => record.RecordId)));
        Assert.True(await Claims.TakeSlotAsync([1, 2, 3], id, process.SiteId, None));
        Assert.Null(await Claims.ClaimAsync(id, None));
        await _services.GetRequiredService<ReviewLedger>().ApproveAsync(id, null, process.OwnerId, None);
        var claim = await Claims.ClaimAsync(id, None);
        Assert.NotNull(claim);
        Assert.Null(await Claims.ClaimAsync(id, None));
        Assert.True(await Permits.MaySendAsync(claim, 1, None));
        Assert.Single(await Posting.PostedAsync(id, "77", "https://site.example/comment/77/", None));
        Assert.Empty(await Posting.PostedAsync(id, "77", null, None));
        Assert.Equal(RecordStatus.Posted, (await _services.RecordAsync(id)).Status);
    }

    [Fact]
    public async Task A_slot_belongs_to_one_record()
    {
        var process = await _services.ProcessAsync(prompts: 2);
        var ids = await _services.GenerateAsync((await _services.DiscoverAsync(process)).Select(record => record.RecordId));
        Assert.True(await Claims.TakeSlotAsync([9, 9], ids[0], process.SiteId, None));
        Assert.True(await Claims.TakeSlotAsync([9, 9], ids[0], process.SiteId, None));
        Assert.False(await Claims.TakeSlotAsync([9, 9], ids[1], process.SiteId, None));
        await _services.GetRequiredService<ReviewLedger>().RejectAsync(ids[0], null, process.OwnerId, None);
        Assert.True(await Claims.TakeSlotAsync([9, 9], ids[1], process.SiteId, None));
    }

    [Fact]
    public async Task The_announcer_takes_what_is_due_up_to_the_window_of_each_process()
    {
        await using var services = database.Services(configure: options => options.Window = 3);
        var (one, other) = (await services.ProcessAsync(), await services.ProcessAsync());
        await services.DiscoverAsync(one, articles: 10, from: 100);
        await services.DiscoverAsync(other, articles: 2, from: 200);
        await database.AdvanceAsync(TimeSpan.FromMinutes(3));
        var due = await services.GetRequiredService<Announcements>().TakeDueAsync(1000, None);
        Assert.Equal((3, 2), (due.Count(record => record.ProcessId == one.ProcessId), due.Count(record => record.ProcessId == other.ProcessId)));
    }

    [Fact]
    public async Task A_retried_record_goes_back_to_where_its_stage_begins()
    {
        var process = await _services.ProcessAsync();
        var ids = (await _services.DiscoverAsync(process)).Select(record => record.RecordId).ToList();
        var claim = Assert.Single(await Ledger.ClaimAsync(Stage.Generation, await _services.PrepareAsync(ids), None));
        await Ledger.FailedAsync([new(claim.RecordId, claim.Fencing, new(Stage.Generation, ErrorKind.LlmAuth, "key"))], None);
        Assert.True(await _services.GetRequiredService<ReviewLedger>().RetryAsync(ids[0], process.OwnerId, None));
        Assert.False(await _services.GetRequiredService<ReviewLedger>().RetryAsync(ids[0], process.OwnerId, None));
        var record = await _services.RecordAsync(ids[0]);
        Assert.Equal((RecordStatus.Prepared, null, 0), (record.Status, record.ErrorKind, record.Tries));
    }

    [Fact]
    public async Task A_record_whose_workers_die_each_time_is_given_up()
    {
        var process = await _services.ProcessAsync();
        var ids = (await _services.DiscoverAsync(process)).Select(record => record.RecordId).ToList();
        for (var i = 0; i < 5; i++)
        {
            Assert.Single(await Ledger.ClaimAsync(Stage.Preparation, ids, None));
            await database.AdvanceAsync(TimeSpan.FromSeconds(61));
        }

        Assert.Empty(await Ledger.ClaimAsync(Stage.Preparation, ids, None));
        Assert.Single((await _services.GetRequiredService<RecordSweep>().SweepAsync(None)).WornOut);
        Assert.Equal((RecordStatus.Failed, ErrorKind.WorkerDied, Stage.Preparation), ((await _services.RecordAsync(ids[0])) is { } r ? (r.Status, r.ErrorKind!.Value, r.ErrorStage!.Value) : default));
    }
}
