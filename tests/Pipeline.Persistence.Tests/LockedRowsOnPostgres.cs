using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Persistence.Tests;

/// <summary>
/// Rows that somebody else has locked, if need be for long: where others go together, they keep nobody else waiting; where
/// several are waited for, it is in an order that all keep, so that nobody waits in a circle.
/// </summary>
public sealed class LockedRowsOnPostgres(PostgresTestDatabase database) : IClassFixture<PostgresTestDatabase>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    [Trait("Promise", "P-ISOLATE")]
    public async Task A_locked_process_keeps_no_other_from_starting()
    {
        await using var services = database.Services();
        var (locked, free) = ((await services.ProcessAsync(running: false)).ProcessId, (await services.ProcessAsync(running: false)).ProcessId);

        await HoldsUpNobodyAsync("monitoring_processes", locked, locked, free, async id => (await services.GetRequiredService<ProcessLedger>().StartAsync(id, None))!.Changed);
    }

    [Fact]
    [Trait("Promise", "P-ISOLATE")]
    public async Task A_locked_run_keeps_no_other_from_beginning()
    {
        await using var services = database.Services();
        var (locked, free) = (await QueuedAsync(services), await QueuedAsync(services));

        await HoldsUpNobodyAsync("jobs", locked, locked, free, async id => await services.GetRequiredService<JobLedger>().ClaimAsync(id, None) is not null);
    }

    [Fact]
    [Trait("Promise", "P-ISOLATE")]
    public async Task A_locked_run_keeps_none_of_another_process_from_being_asked_for()
    {
        await using var services = database.Services();
        var (jobs, mine, other) = (services.GetRequiredService<JobLedger>(), (await services.ProcessAsync()).ProcessId, (await services.ProcessAsync()).ProcessId);
        var queued = (await jobs.StartDiscoveryAsync(mine, JobTrigger.Schedule, null, None))!.JobId;

        await HoldsUpNobodyAsync("jobs", queued, mine, other, async id => (await jobs.StartDiscoveryAsync(id, JobTrigger.Person, null, None))!.Existing == (id == mine));
    }

    /// <summary>Messages that come at the same moment ask for the texts of the same articles, each in an order of its own.</summary>
    [Fact]
    [Trait("Promise", "P-ISOLATE")]
    public async Task Who_asks_for_texts_waits_for_none_that_somebody_else_asks_for()
    {
        await using var services = database.Services();
        var (texts, articles) = (services.GetRequiredService<ArticleTexts>(), new List<Guid>());
        foreach (var record in await services.DiscoverAsync(await services.ProcessAsync(), articles: 3)) articles.Add((await services.RecordAsync(record.RecordId)).ArticleId);
        await using var somebody = await SomebodyAsync();
        await using var change = await somebody.BeginTransactionAsync(None);
        await LockAsync(somebody, "articles", articles[1]);

        Assert.Equal([articles[0], articles[2]], (await texts.LeaseAsync(articles, None).WaitAsync(Patience, None)).OrderBy(articles.IndexOf));
        await change.RollbackAsync(None);
        Assert.Equal([articles[1]], await texts.LeaseAsync(articles, None));
    }

    [Fact]
    [Trait("Promise", "P-STUCK")]
    public async Task Leases_are_renewed_in_the_order_of_their_records()
    {
        await using var services = database.Services();
        var ids = (await services.DiscoverAsync(await services.ProcessAsync(), articles: 2)).Select(record => record.RecordId).Order().ToList();
        var ledger = services.GetRequiredService<RecordLedger>();
        var claims = await ledger.ClaimAsync(Stage.Preparation, ids, None);

        await WaitsInOrderAsync(
            somebody => LockAsync(somebody, "article_records", ids[1]), somebody => LockAsync(somebody, "article_records", ids[0]),
            async () => Assert.Equal(2, (await ledger.RenewAsync(claims.OrderByDescending(claim => claim.RecordId), None)).Count));
    }

    /// <summary>Two processes find the same articles of a site at the same moment, listed in different orders.</summary>
    [Fact]
    [Trait("Promise", "P-ISOLATE")]
    public async Task What_was_found_is_added_in_the_order_of_the_sites_ids()
    {
        await using var services = database.Services();
        var process = await services.ProcessAsync();
        List<FoundArticle> found = [.. new[] { "2", "1" }.Select(id => new FoundArticle(id, $"https://site.example/article/{id}/", "Title", null, null))];
        List<WantedRecord> wanted = [.. found.Select(article => new WantedRecord(article.ExternalId, process.AccountIds[0], process.PromptIds[0]))];

        await WaitsInOrderAsync(
            somebody => AddAsync(somebody, process.SiteId, "2"), somebody => AddAsync(somebody, process.SiteId, "1"),
            async () => Assert.Equal(2, (await services.GetRequiredService<DiscoveryLedger>().AddAsync(process.ProcessId, process.SiteId, found, wanted, None)).Count));
    }

    private async Task HoldsUpNobodyAsync(string table, Guid row, Guid locked, Guid free, Func<Guid, Task<bool>> take)
    {
        await using var somebody = await SomebodyAsync();
        await using var change = await somebody.BeginTransactionAsync(None);
        await LockAsync(somebody, table, row);

        var waiting = take(locked);
        Assert.True(await take(free).WaitAsync(Patience, None));
        Assert.False(waiting.IsCompleted);
        await change.RollbackAsync(None);
        Assert.True(await waiting.WaitAsync(Patience, None));
    }

    /// <summary>While somebody has the last of two rows, whoever wants both has the first.</summary>
    private async Task WaitsInOrderAsync(Func<NpgsqlConnection, Task> last, Func<NpgsqlConnection, Task> first, Func<Task> both)
    {
        await using var somebody = await SomebodyAsync();
        await using var change = await somebody.BeginTransactionAsync(None);
        await last(somebody);

        var waiting = both();
        await UntilSomeoneWaitsAsync();
        await ExecuteAsync(somebody, "SET LOCAL lock_timeout = '1ms'");
        var taken = await Assert.ThrowsAsync<PostgresException>(() => first(somebody));
        await change.RollbackAsync(None);
        Assert.Equal(PostgresErrorCodes.LockNotAvailable, taken.SqlState);
        await waiting.WaitAsync(Patience, None);
    }

    private async Task UntilSomeoneWaitsAsync()
    {
        await using var looking = await SomebodyAsync();
        var begun = Stopwatch.GetTimestamp();
        while (await ExecuteAsync(looking, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") is 0L)
            Assert.True(Stopwatch.GetElapsedTime(begun) < Patience, "Nobody waits.");
    }

    private async Task<NpgsqlConnection> SomebodyAsync()
    {
        var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(None);
        return connection;
    }

    private static Task<object?> LockAsync(NpgsqlConnection connection, string table, Guid id) => ExecuteAsync(connection, $"SELECT 1 FROM {table} WHERE id = '{id}' FOR UPDATE");

    private static Task<object?> AddAsync(NpgsqlConnection connection, Guid site, string externalId) => ExecuteAsync(
        connection,
        $"""
        INSERT INTO articles (id, owner_id, site_id, external_id, url, title, latest_version, created_at)
        SELECT gen_random_uuid(), owner_id, id, '{externalId}', 'https://site.example/', 'Title', 0, ledger_now() FROM sites WHERE id = '{site}'
        """);

    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // Written above.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(None);
    }

    private static async Task<Guid> QueuedAsync(IServiceProvider services) =>
        (await services.GetRequiredService<JobLedger>().StartDiscoveryAsync((await services.ProcessAsync()).ProcessId, JobTrigger.Person, null, None))!.JobId;
}
