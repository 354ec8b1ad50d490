using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Posting.Tests;

public sealed class ResolveOnPostgres(PostgresTestDatabase database) : ResolveConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class ResolveOnSqlite(SqliteTestDatabase database) : ResolveConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>What nobody can tell is a person's to say, and what they say holds.</summary>
[Trait("Promise", "P-TWICE")]
public abstract class ResolveConformance(TestDatabase database) : PostingTest(database)
{
    private IReadOnlyList<int> _articles = [];

    private ReviewLedger Reviews => Get<ReviewLedger>();

    [Fact]
    public async Task What_a_person_has_seen_on_the_site_is_posted_under_that_id_and_rings_for_who_waited()
    {
        var (process, ids) = await UncertainAsync(prompts: 2);
        await Get<Announcements>().TakeDueAsync(10, None);
        Assert.True(await Reviews.ResolvePostedAsync(ids[0], "77", "Seen it.", process.OwnerId, None));
        Assert.Equal((RecordStatus.Posted, "77"), ((await RecordAsync(ids[0])).Status, await CommentIdAsync(ids[0])));
        Assert.Equal([AttemptOutcome.Posted], await OutcomesAsync(ids[0]));
        Assert.Equal(Now, (await RecordAsync(ids[1])).RingAt);
    }

    [Fact]
    public async Task A_comment_that_another_record_has_is_no_proof_and_moves_nothing()
    {
        var (process, ids) = await UncertainAsync();
        var other = await ApprovedAsync(process);
        await PostAsync(other);
        var taken = (await CommentIdAsync(other[0]))!;
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Reviews.ResolvePostedAsync(ids[0], taken, "Seen it.", process.OwnerId, None));
        Assert.Equal((RecordStatus.Uncertain, null), ((await RecordAsync(ids[0])).Status, await CommentIdAsync(ids[0])));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_not_posted_goes_out_again_once_a_person_approves_it_anew(bool generateOnly)
    {
        var (process, ids) = await UncertainAsync(generateOnly: generateOnly);
        Assert.True(await Reviews.ResolveNotPostedAsync(ids[0], "It is not there.", process.OwnerId, None));
        Assert.Equal((RecordStatus.Generated, 0), (await PostAsync(ids[0], after: TimeSpan.FromHours(1)), (await RecordAsync(ids[0])).Tries));
        await ApproveAsync(process, ids);
        Assert.Equal((RecordStatus.Posted, 1), ((await PostAsync(ids))[0].Status, await Host.CommentsAsync()));
    }

    [Fact]
    public async Task What_was_there_after_all_is_adopted_and_not_posted_again()
    {
        var (process, ids) = await UncertainAsync();
        await WriteAsync(ids[0], Text);
        await Reviews.ResolveNotPostedAsync(ids[0], "It is not there.", process.OwnerId, None);
        await ApproveAsync(process, ids);
        Assert.Equal((RecordStatus.Posted, 1), ((await PostAsync(ids))[0].Status, await Host.CommentsAsync()));
    }

    [Fact]
    public async Task What_is_given_up_is_never_sent_again_not_even_by_another_process()
    {
        var (process, ids) = await UncertainAsync();
        Assert.True(await Reviews.GiveUpAsync(ids[0], "Nobody knows.", process.OwnerId, None));
        Assert.Equal(RecordStatus.Failed, (await RecordAsync(ids[0])).Status);
        Assert.False(await Reviews.RetryAsync(ids[0], process.OwnerId, None));
        var twin = await Services.TwinAsync(process);
        Assert.Equal(RecordStatus.Skipped, (await PostAsync(await ApproveAsync(twin, await GeneratedAsync(twin, _articles))))[0].Status);
    }

    [Fact]
    public async Task Only_what_is_uncertain_is_resolved_and_the_timeline_names_who_and_why()
    {
        var (process, ids) = await UncertainAsync();
        Assert.True(await Reviews.GiveUpAsync(ids[0], "Nobody knows.", process.OwnerId, None));
        Assert.False(await Reviews.ResolvePostedAsync(ids[0], "77", "Seen it.", process.OwnerId, None));
        Assert.False(await Reviews.ResolveNotPostedAsync(ids[0], "Not there.", process.OwnerId, None));
        await using var context = await ContextAsync();
        var last = await context.RecordMoves.Where(move => move.RecordId == ids[0]).OrderBy(move => move.Id).LastAsync(TestContext.Current.CancellationToken);
        Assert.Equal((RecordStatus.Uncertain, RecordStatus.Failed, $"user:{process.OwnerId}", "Nobody knows."), (last.From, last.To, last.By, last.Note));
    }

    /// <summary>Approved comments on one article, the first of which was let go by a worker that died; nobody could tell then.</summary>
    private async Task<(SeededProcess Process, IReadOnlyList<Guid> Ids)> UncertainAsync(int prompts = 1, bool generateOnly = true)
    {
        var process = await Host.ProcessAsync(prompts: prompts, generateOnly: generateOnly);
        _articles = await Host.ArticlesAsync(1);
        var ids = await GeneratedAsync(process, _articles);
        if (generateOnly) await ApproveAsync(process, ids);
        await ClaimAndDieAsync(process, ids[0], afterSending: true);
        var claim = await RecordAsync(ids[0]);
        var trouble = new RecordTrouble(Stage.Posting, Domain.Errors.ErrorKind.Timeout, "Nobody knows.");
        Assert.Single(await Get<PostingLedger>().UncertainAsync(new(ids[0], claim.Fencing, AttemptOutcome.Unsure, trouble), None));
        return (process, ids);
    }

    private async Task<List<AttemptOutcome>> OutcomesAsync(Guid record)
    {
        await using var context = await ContextAsync();
        return await context.PostingAttempts.Where(attempt => attempt.RecordId == record).Select(attempt => attempt.Outcome).ToListAsync();
    }
}
