using Pipeline.Contracts;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Preparation.Tests;

public sealed class FetchingOnPostgres(PostgresTestDatabase database) : FetchingConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class FetchingOnSqlite(SqliteTestDatabase database) : FetchingConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>A text is fetched once, whoever wants it.</summary>
[Trait("Promise", "P-STAGES")]
public abstract class FetchingConformance(TestDatabase database) : PreparationTest(database)
{
    [Fact]
    public async Task A_text_is_fetched_once_however_many_records_refer_to_it()
    {
        var process = await Host.ProcessAsync(accounts: 2, prompts: 2);
        var records = await PrepareAsync(process, await DiscoveredAsync(process));
        Assert.Equal(4, records.Count);
        Assert.All(records, record => Assert.Equal((RecordStatus.Prepared, 1), (record.Status, record.ArticleVersion)));
        Assert.Equal(1, await Host.RequestsAsync(ArticlePage));
    }

    [Fact]
    public async Task A_text_that_another_process_had_fetched_costs_no_request()
    {
        var process = await Host.ProcessAsync();
        var twin = await Services.TwinAsync(process);
        var articles = await Host.ArticlesAsync(1);
        await PrepareAsync(process, await DiscoveredAsync(process, articles));
        var record = Assert.Single(await PrepareAsync(twin, await DiscoveredAsync(twin, articles)));
        Assert.Equal((RecordStatus.Prepared, 1, 1), (record.Status, record.ArticleVersion, await Host.RequestsAsync(ArticlePage)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_messages_at_once_fetch_a_text_once(bool oneWorker)
    {
        var process = await Host.ProcessAsync(accounts: 2);
        var ids = await DiscoveredAsync(process);
        var other = oneWorker ? Host.Worker : await Host.HireAsync();
        await Task.WhenAll(PrepareAsync(process, [ids[0]]), PrepareAsync(process, [ids[1]], other));
        await AdvanceAsync(TimeSpan.FromSeconds(3));
        Assert.All(await PrepareAsync(process, ids), record => Assert.Equal(RecordStatus.Prepared, record.Status));
        Assert.Equal(1, await Host.RequestsAsync(ArticlePage));
    }

    [Fact]
    public async Task A_doubled_message_prepares_once_and_announces_once()
    {
        var process = await Host.ProcessAsync();
        var ids = await DiscoveredAsync(process);
        await Task.WhenAll(PrepareAsync(process, ids), PrepareAsync(process, ids, await Host.HireAsync()));
        await PrepareAsync(process, ids);
        Assert.Equal((RecordStatus.Prepared, 1L), ((await RecordAsync(ids[0])).Status, (await RecordAsync(ids[0])).Fencing));
        Assert.True(Host.Worker.Rung<ArticlesPrepared>().Count <= 1);
    }

    [Fact]
    public async Task The_next_stage_is_told_again_only_if_the_message_came_again()
    {
        var process = await Host.ProcessAsync(prompts: 2);
        var ids = await DiscoveredAsync(process);
        await PrepareAsync(process, ids);
        await PrepareAsync(process, ids);
        Assert.Equal(ids.Order(), Assert.Single(Host.Worker.Rung<ArticlesPrepared>()).RecordIds.Order());
        await PrepareAsync(process, ids, redelivered: true);
        Assert.Equal(2, Host.Worker.Rung<ArticlesPrepared>().Count);
    }

    [Fact]
    [Trait("Promise", "P-STOP")]
    public async Task A_process_that_was_paused_meanwhile_sends_nothing_and_loses_nothing()
    {
        var process = await Host.ProcessAsync();
        var ids = await DiscoveredAsync(process);
        var claims = await Get<RecordLedger>().ClaimAsync(Stage.Preparation, ids, None);
        await Get<ProcessLedger>().PauseAsync(process.ProcessId, None);
        await Get<ArticlePreparer>().PrepareAsync(process.ProcessId, claims, None);
        var record = await RecordAsync(ids[0]);
        Assert.Equal((RecordStatus.Discovered, 0, null), (record.Status, record.Tries, record.LeaseUntil));
        Assert.Equal(0, await Host.RequestsAsync(ArticlePage));
    }
}
