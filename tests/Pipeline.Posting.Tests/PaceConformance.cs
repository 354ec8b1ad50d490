using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Records;
using Pipeline.Domain.Sites;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Posting.Tests;

public sealed class PaceOnPostgres(PostgresTestDatabase database) : PaceConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class PaceOnSqlite(SqliteTestDatabase database) : PaceConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>Limits work through <c>not_before</c>: a record comes back at the moment that is reserved for it.</summary>
public abstract class PaceConformance(TestDatabase database) : PostingTest(database)
{
    private static readonly ProcessLimits Gap = new(null, null, TimeSpan.FromSeconds(30));

    [Fact]
    public async Task Posts_of_an_account_keep_their_gap()
    {
        var ids = await ApprovedAsync(await Host.ProcessAsync(limits: Gap), articles: 3);
        Assert.Equal([30, 60], await WaitsAsync(ids));
        await AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Equal([30], await WaitsAsync(ids));
        await AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(await WaitsAsync(ids));
        Assert.Equal(3, await Host.CommentsAsync());
    }

    [Fact]
    public async Task Posts_whose_moments_passed_while_nothing_ran_keep_their_gap()
    {
        var ids = await ApprovedAsync(await Host.ProcessAsync(limits: Gap), articles: 4);
        Assert.Equal([30, 60, 90], await WaitsAsync(ids));
        await AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.Equal([30, 60], await WaitsAsync(ids));
        await AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Equal([30], await WaitsAsync(ids));
        Assert.Equal(3, await Host.CommentsAsync());
    }

    [Fact]
    public async Task Posts_whose_moments_passed_share_the_hosts_slots_anew()
    {
        var process = await Host.ProcessAsync(rate: new SiteRate(2, 6));
        await PostAsync(await ApprovedAsync(process));
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        var ids = await ApprovedAsync(process, articles: 6);
        Assert.Equal([1.5, 3, 4.5, 6], await WaitsAsync(ids));
        await AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.Equal([1.5, 3], await WaitsAsync(ids));
    }

    [Fact]
    public async Task A_moment_that_passed_costs_no_further_post_of_its_day()
    {
        var ids = await ApprovedAsync(await Host.ProcessAsync(limits: new ProcessLimits(null, 3, TimeSpan.FromSeconds(30))), articles: 3);
        await PostAsync(ids);
        await AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.Equal([30], await WaitsAsync(ids));
        Assert.Equal(RecordStatus.Posted, await PostAsync(ids[2], after: TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task An_approval_jumps_no_gap_and_no_host_slot()
    {
        var process = await Host.ProcessAsync(generateOnly: false, limits: Gap);
        var ids = await GeneratedAsync(process, articles: 3);
        Assert.Equal([30, 60], await WaitsAsync(ids));
        await ApproveAsync(process, [.. ids.Skip(1)]);
        Assert.Equal([30, 60], await WaitsAsync(ids));
        Assert.Equal(1, await Host.CommentsAsync());
    }

    [Fact]
    public async Task A_post_that_waits_for_a_login_keeps_its_place()
    {
        var process = await Host.ProcessAsync(limits: Gap);
        var ids = await ApprovedAsync(process, articles: 2);
        await Get<AccountSessions>().LeaseLoginAsync(process.AccountIds[0], TimeSpan.FromMinutes(1), false, None);
        Assert.Equal([2, 30], await WaitsAsync(ids));
        await Get<AccountSessions>().GiveUpLoginAsync(process.AccountIds[0], None);
        await AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.Equal([28], await WaitsAsync(ids));
    }

    [Fact]
    public async Task A_doubled_message_jumps_no_gap_and_no_host_slot()
    {
        var process = await Host.ProcessAsync(limits: Gap, rate: new SiteRate(0.01, 6));
        var ids = await ApprovedAsync(process, articles: 2);
        Assert.Equal([30], await WaitsAsync(ids));
        for (var i = 0; i < 3; i++) Assert.Equal([30], await WaitsAsync(ids));
        Assert.Equal(1, await Host.CommentsAsync());
    }

    [Fact]
    public async Task The_day_ends_at_midnight_of_the_schedules_time_zone()
    {
        // Zurich is an hour ahead in winter: 22:30 UTC is half an hour before its midnight.
        await AdvanceAsync(Now.Date.AddDays(1).AddHours(22.5) - Now);
        var ids = await ApprovedAsync(await Host.ProcessAsync(limits: new ProcessLimits(null, 2, null)), articles: 5);
        Assert.Equal([1800, 1800, 1800 + 86_400], await WaitsAsync(ids));
        await AdvanceAsync(TimeSpan.FromMinutes(29));
        Assert.Equal(2, (await PostAsync(ids)).Count(record => record.Status == RecordStatus.Posted));
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(4, (await PostAsync(ids)).Count(record => record.Status == RecordStatus.Posted));
    }

    [Fact]
    public async Task A_gap_that_is_changed_holds_for_what_is_planned_already()
    {
        var process = await Host.ProcessAsync(limits: Gap);
        var ids = await ApprovedAsync(process, articles: 4);
        Assert.Equal([30, 60, 90], await WaitsAsync(ids));
        await ChangeAsync(process, postsPerDay: null, TimeSpan.FromSeconds(10));
        Assert.Equal([10, 20, 30], await WaitsAsync(ids));
    }

    [Fact]
    public async Task A_day_that_may_take_more_takes_them_at_once_and_what_it_has_taken_counts()
    {
        var process = await Host.ProcessAsync(limits: new ProcessLimits(null, 2, null));
        var ids = await ApprovedAsync(process, articles: 5);
        await PostAsync(ids);
        await ChangeAsync(process, postsPerDay: 4, null);
        Assert.Single(await WaitsAsync(ids));
        Assert.Equal(4, await Host.CommentsAsync());
    }

    [Fact]
    public async Task Each_account_has_its_own_pace()
    {
        var ids = await ApprovedAsync(await Host.ProcessAsync(accounts: 2, limits: Gap));
        Assert.Empty(await WaitsAsync(ids));
    }

    [Fact]
    public async Task Two_workers_plan_one_pace()
    {
        var process = await Host.ProcessAsync(limits: Gap);
        await PostAsync(await ApprovedAsync(process));
        var (ids, other) = (await ApprovedAsync(process, articles: 4), await Host.HireAsync());
        await Task.WhenAll(PostAsync([.. ids.Take(2)]), PostAsync([.. ids.Skip(2)], other));
        Assert.Equal([30, 60, 90, 120], await WaitsAsync(ids));
    }

    [Fact]
    [Trait("Promise", "P-POLITE")]
    public async Task Two_workers_share_the_hosts_slots_three_for_each_post()
    {
        var process = await Host.ProcessAsync(rate: new SiteRate(2, 6));
        await PostAsync(await ApprovedAsync(process));
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        var (ids, other) = (await ApprovedAsync(process, articles: 4), await Host.HireAsync());
        await Task.WhenAll(PostAsync([.. ids.Take(2)]), PostAsync([.. ids.Skip(2)], other));
        Assert.Equal([1.5, 3], await WaitsAsync(ids));
        Assert.Equal(1 + 2, await Host.RequestsAsync(CommentPost));
    }

    [Fact]
    [Trait("Promise", "P-POLITE")]
    public async Task Reading_back_takes_slots_of_the_host_too()
    {
        var record = (await ApprovedAsync(await Host.ProcessAsync(rate: new SiteRate(0.1, 6))))[0];
        await Host.FaultAsync(new { kind = "cut_after_accept", times = 1 });
        await PostAsync([record]);
        var pages = await Host.RequestsAsync("GET /article/{id}/");
        Assert.Equal((RecordStatus.Posting, pages), (await PostAsync(record, after: TimeSpan.FromSeconds(6)), await Host.RequestsAsync("GET /article/{id}/")));
        Assert.Equal(RecordStatus.Posted, await PostAsync(record, after: TimeSpan.FromSeconds(4)));
    }

    /// <summary>Changes the limits, as a person does it in the Gateway.</summary>
    private async Task ChangeAsync(SeededProcess process, int? postsPerDay, TimeSpan? gap)
    {
        await using var context = await ContextAsync();
        await context.Processes.Where(row => row.Id == process.ProcessId).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.PostsPerDay, postsPerDay).SetProperty(row => row.MinPostGap, gap), TestContext.Current.CancellationToken);
        await Get<PostingPaces>().ForgetPlannedAsync(process.ProcessId, TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich"), None);
    }

    /// <summary>Delivers the records, and tells in how many seconds those that wait come back.</summary>
    private async Task<IEnumerable<double>> WaitsAsync(IReadOnlyList<Guid> ids) =>
        from record in await PostAsync(ids)
        where record.Status == RecordStatus.Generated
        let wait = Math.Round((record.NotBefore!.Value - Now).TotalSeconds, 3)
        orderby wait
        select wait;
}
