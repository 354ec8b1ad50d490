using Pipeline.Domain.Records;
using Pipeline.Domain.Sites;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;
using Pipeline.Testing.Stages;

namespace Pipeline.Preparation.Tests;

public sealed class PolitenessOnPostgres(PostgresTestDatabase database) : PolitenessConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class PolitenessOnSqlite(SqliteTestDatabase database) : PolitenessConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>Requests to a host are limited over all workers together: slots are reserved ahead, and records come back at theirs.</summary>
[Trait("Promise", "P-POLITE")]
public abstract class PolitenessConformance(TestDatabase database) : PreparationTest(database)
{
    [Fact]
    public async Task Two_workers_share_two_requests_a_second_and_a_burst_of_five()
    {
        var (process, other) = (await LoggedInAsync(), await Host.HireAsync());
        var ids = await DiscoveredAsync(process, articles: 12);
        var records = (await Task.WhenAll(PrepareAsync(process, [.. ids.Take(6)]), PrepareAsync(process, [.. ids.Skip(6)], other))).SelectMany(moved => moved);
        var waits = records.Where(record => record.Status == RecordStatus.Discovered).Select(record => (record.NotBefore!.Value - Now).TotalSeconds);
        Assert.Equal([0.5, 1, 1.5, 2, 2.5, 3, 3.5], waits.Order().Select(wait => Math.Round(wait, 3)));
        Assert.Equal(1 + 5, await Host.RequestsAsync(ArticlePage));
    }

    [Fact]
    public async Task A_record_comes_back_once_at_the_turn_that_is_reserved_for_it()
    {
        var (process, other) = (await LoggedInAsync(), await Host.HireAsync());
        var ids = await DiscoveredAsync(process, articles: 9);
        await PrepareAsync(process, ids);
        for (var tick = 1; tick <= 4; tick++)
        {
            await AdvanceAsync(TimeSpan.FromSeconds(0.5));
            await Task.WhenAll(PrepareAsync(process, ids), PrepareAsync(process, ids, other));
            Assert.Equal(1 + 5 + tick, await Host.RequestsAsync(ArticlePage));
        }

        Assert.All(await RecordsAsync(ids), record => Assert.Equal(RecordStatus.Prepared, record.Status));
    }

    [Fact]
    public async Task Records_whose_turns_passed_while_nothing_ran_come_no_faster()
    {
        var process = await LoggedInAsync();
        var ids = await DiscoveredAsync(process, articles: 17);
        await PrepareAsync(process, ids);
        await AdvanceAsync(TimeSpan.FromMinutes(10));
        await PrepareAsync(process, ids);
        Assert.Equal(1 + 5 + 5, await Host.RequestsAsync(ArticlePage));
    }

    [Fact]
    [Trait("Promise", "P-ISOLATE")]
    public async Task Records_reserve_half_a_minute_ahead_and_those_beyond_come_back_one_after_the_other()
    {
        var process = await LoggedInAsync();
        var waiting = (await PrepareAsync(process, await DiscoveredAsync(process, articles: 90))).Where(record => record.Status == RecordStatus.Discovered).ToList();
        Assert.Equal((61, 24), (waiting.Count(record => record.SlotsReserved), waiting.Count(record => !record.SlotsReserved)));
        Assert.Equal(Enumerable.Range(1, 85).Select(n => n * 0.5), waiting.Select(record => Math.Round((record.NotBefore!.Value - Now).TotalSeconds, 3)).Order());
        Assert.All(waiting, record => Assert.Equal(record.SlotsReserved, record.NotBefore!.Value - Now < HostSlots.Horizon + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_thousand_stand_in_line_and_each_comes_back_once_at_its_turn()
    {
        var process = await LoggedInAsync();
        var ids = await CrowdAsync(process);
        await LetRunAsync(process, seconds: 40);
        var before = await SumAsync(ids);
        await LetRunAsync(process, seconds: 60);
        var after = await SumAsync(ids);
        Assert.Equal(2 * 60, after.Prepared - before.Prepared);
        Assert.InRange(after.Claims - before.Claims, 2 * 60, (2 * 60) + 10);
        Assert.InRange(before.Claims, 1_000, 1_000 + before.Prepared + 10);
    }

    [Fact]
    [Trait("Promise", "P-ISOLATE")]
    public async Task Who_comes_to_a_host_that_a_thousand_wait_for_takes_turns_with_them()
    {
        var crowd = await LoggedInAsync();
        await CrowdAsync(crowd);
        await LetRunAsync(crowd, seconds: 20);
        var late = await Services.TwinAsync(crowd);
        var ids = await DiscoveredAsync(late, await Host.ArticlesAsync(3));
        var waits = (await PrepareAsync(late, ids)).Select(record => ((record.NotBefore ?? Now) - Now).TotalSeconds);
        Assert.All(waits, wait => Assert.InRange(wait, 0, HostSlots.Horizon.TotalSeconds + 5));
    }

    [Fact]
    public async Task What_was_refused_a_place_is_not_counted_and_all_get_theirs()
    {
        var process = await LoggedInAsync();
        var ids = await DiscoveredAsync(process, articles: 90);
        for (var second = 0; second < 60; second++)
        {
            await PrepareAsync(process, ids);
            await AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        Assert.All(await RecordsAsync(ids), record => Assert.Equal(RecordStatus.Prepared, record.Status));
    }

    [Fact]
    public async Task The_account_that_asks_next_waits_for_a_slot_of_its_own()
    {
        var process = await LoggedInAsync(new SiteRate(2, 1), accounts: 2);
        var ids = await DiscoveredAsync(process);
        await Host.FaultAsync(new { kind = "forbidden403", path = "/article/", times = 1 });
        var waiting = Assert.Single(await PrepareAsync(process, ids), record => record.Status == RecordStatus.Discovered);
        Assert.Equal((0.5, true), ((waiting.NotBefore!.Value - Now).TotalSeconds, waiting.SlotsReserved));
        await AdvanceAsync(TimeSpan.FromSeconds(0.5));
        Assert.Equal(RecordStatus.Prepared, Assert.Single(await PrepareAsync(process, [waiting.Id])).Status);
    }

    /// <summary>A thousand records whose messages have all come.</summary>
    private async Task<IReadOnlyList<Guid>> CrowdAsync(SeededProcess process)
    {
        var ids = await DiscoveredAsync(process, articles: 1_000);
        foreach (var message in ids.Chunk(100)) await PrepareAsync(process, message);
        return ids;
    }

    /// <summary>Lets time pass in which the announcer rings each second for what is due.</summary>
    private async Task LetRunAsync(SeededProcess process, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            var due = await Get<Announcements>().TakeDueAsync(500, None); // Those of other tests among them.
            foreach (var message in due.Where(record => record.ProcessId == process.ProcessId).Select(record => record.RecordId).Chunk(100)) await PrepareAsync(process, message);
            await AdvanceAsync(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>How often records were claimed in all, and how many are prepared.</summary>
    private async Task<(long Claims, int Prepared)> SumAsync(IReadOnlyList<Guid> ids)
    {
        var records = await RecordsAsync(ids);
        return (records.Sum(record => record.Fencing), records.Count(record => record.Status == RecordStatus.Prepared));
    }

    /// <summary>A process whose accounts are logged in, at a host that has been left alone since.</summary>
    private async Task<SeededProcess> LoggedInAsync(SiteRate? rate = null, int accounts = 1)
    {
        var process = await Host.ProcessAsync(accounts: accounts, rate: rate ?? new SiteRate(2, 5));
        var articles = await Host.ArticlesAsync(1);
        await Host.FaultAsync(new { kind = "forbidden403", path = "/article/", times = accounts - 1 });
        var ids = await DiscoveredAsync(process, articles);
        for (var i = 0; i < accounts; i++)
        {
            await FinishAsync(PrepareAsync(process, ids));
            await AdvanceAsync(TimeSpan.FromSeconds(10));
        }

        await Host.NoFaultAsync();
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        return process;
    }
}
