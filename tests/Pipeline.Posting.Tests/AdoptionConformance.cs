using Pipeline.Domain.Processes;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Posting.Tests;

public sealed class AdoptionOnPostgres(PostgresTestDatabase database) : AdoptionConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class AdoptionOnSqlite(SqliteTestDatabase database) : AdoptionConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>The page is read before every post: what the account has said there already counts.</summary>
[Trait("Promise", "P-TWICE")]
public abstract class AdoptionConformance(TestDatabase database) : PostingTest(database)
{
    private const string Other = "<p>[Disclosure.]</p><p>Something else that a person has written here by hand before.</p>";

    [Fact]
    public async Task An_unknown_comment_of_the_account_with_the_same_text_is_adopted()
    {
        var record = (await ApprovedAsync(await Host.ProcessAsync()))[0];
        var there = await WriteAsync(record, Text);
        Assert.Equal(RecordStatus.Posted, (await PostAsync([record]))[0].Status);
        Assert.Equal((there, 1), (await CommentIdAsync(record), await Host.CommentsAsync()));
    }

    [Fact]
    public async Task An_unknown_comment_of_the_account_with_another_text_is_a_persons_to_decide()
    {
        var record = (await ApprovedAsync(await Host.ProcessAsync()))[0];
        await WriteAsync(record, Other);
        Assert.Equal(RecordStatus.Uncertain, (await PostAsync([record]))[0].Status);
        Assert.Equal(RecordStatus.Uncertain, await PostAsync(record, after: TimeSpan.FromDays(1)));
        Assert.Equal(1, await Host.CommentsAsync());
    }

    [Fact]
    public async Task Once_a_person_has_decided_that_it_is_wanted_all_the_same_it_goes_out()
    {
        var process = await Host.ProcessAsync();
        var ids = await ApprovedAsync(process);
        await WriteAsync(ids[0], Other);
        await PostAsync(ids);
        Assert.True(await Get<ReviewLedger>().ResolveNotPostedAsync(ids[0], "The other one is mine.", process.OwnerId, None));
        Assert.Equal(RecordStatus.Generated, (await PostAsync(ids))[0].Status);
        await ApproveAsync(process, ids);
        Assert.Equal((RecordStatus.Posted, 2), ((await PostAsync(ids))[0].Status, await Host.CommentsAsync()));
    }

    [Fact]
    public async Task Once_it_has_left_since_what_stands_there_is_a_persons_to_decide_again()
    {
        var process = await Host.ProcessAsync();
        var ids = await ApprovedAsync(process);
        await WriteAsync(ids[0], Other);
        await PostAsync(ids);
        await Get<ReviewLedger>().ResolveNotPostedAsync(ids[0], "The other one is mine.", process.OwnerId, None);
        await ApproveAsync(process, ids);
        await ClaimAndDieAsync(process, ids[0], afterSending: true);
        await WriteAsync(ids[0], "<p>[Disclosure.]</p><p>What the site has made of ours, whose words it doesn't like.</p>");
        for (var i = 0; i < 4; i++) await PostAsync(ids[0], after: TimeSpan.FromMinutes(5));
        Assert.Equal((RecordStatus.Uncertain, 2), ((await RecordAsync(ids[0])).Status, await Host.CommentsAsync()));
    }

    [Fact]
    public async Task What_waits_behind_an_uncertain_comment_is_not_sent_and_uses_up_no_place_of_the_day()
    {
        var process = await Host.ProcessAsync(prompts: 2, limits: new ProcessLimits(null, 2, null));
        var ids = await ApprovedAsync(process);
        await WriteAsync(ids[0], Other);
        for (var i = 0; i < 4; i++) await PostAsync(ids);
        var next = await PostAsync(await ApprovedAsync(process));
        Assert.Equal([RecordStatus.Uncertain, RecordStatus.Generated], (await RecordsAsync(ids)).Select(record => record.Status).OrderDescending());
        Assert.Equal(1, next.Count(record => record.Status == RecordStatus.Posted));
    }

    [Fact]
    public async Task Comments_that_the_ledger_knows_are_in_nobodys_way()
    {
        var process = await Host.ProcessAsync(prompts: 2);
        var ids = await ApprovedAsync(process);
        foreach (var id in ids) Assert.Equal(RecordStatus.Posted, (await PostAsync([id]))[0].Status);
        Assert.Equal(2, await Host.CommentsAsync());
    }
}
