using Microsoft.Extensions.DependencyInjection;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;
using Pipeline.Testing.Stages;

namespace Pipeline.Preparation.Tests;

public sealed class PreparationOnPostgres(PostgresTestDatabase database) : PreparationConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class PreparationOnSqlite(SqliteTestDatabase database) : PreparationConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>Preparation against the demo site, whichever database carries the ledger.</summary>
public abstract class PreparationConformance(TestDatabase database) : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private StageHost _host = null!;

    private IServiceProvider Services => _host.Services;

    public async ValueTask InitializeAsync() => _host = await StageHost.StartAsync(database, builder => builder.AddPreparation());

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_text_is_fetched_once_however_many_records_refer_to_it()
    {
        var process = await _host.ProcessAsync(accounts: 2, prompts: 2);
        var article = Assert.Single(await _host.ArticlesAsync(1));
        var records = await PrepareAsync(process, article);
        Assert.All(records, record => Assert.Equal((RecordStatus.Prepared, 1), (record.Status, record.ArticleVersion)));
        Assert.Equal(4, records.Count);
    }

    [Fact]
    [Trait("Promise", "P-ISOLATE")]
    public async Task What_one_account_may_not_see_is_that_accounts_trouble_alone()
    {
        var process = await _host.ProcessAsync(accounts: 2);
        var article = Assert.Single(await _host.ArticlesAsync(1));
        await _host.FaultAsync(new { kind = "forbidden403", path = "/article/", user = "user1" });
        var records = await PrepareAsync(process, article);
        Assert.Equal(RecordStatus.Failed, records.Single(record => record.AccountId == process.AccountIds[0]).Status);
        Assert.Equal(RecordStatus.Prepared, records.Single(record => record.AccountId == process.AccountIds[1]).Status);
    }

    [Fact]
    [Trait("Promise", "P-RETRY")]
    public async Task A_deleted_article_fails_its_records_at_once()
    {
        var process = await _host.ProcessAsync();
        var record = Assert.Single(await PrepareAsync(process, 999_999));
        Assert.Equal((RecordStatus.Failed, ErrorKind.NotFound, Stage.Preparation), (record.Status, record.ErrorKind, record.ErrorStage));
    }

    [Fact]
    [Trait("Promise", "P-RETRY")]
    public async Task A_site_in_trouble_is_asked_again_later()
    {
        var process = await _host.ProcessAsync();
        var article = Assert.Single(await _host.ArticlesAsync(1));
        await _host.FaultAsync(new { kind = "error500", path = "/article/", times = 1 });
        var record = Assert.Single(await PrepareAsync(process, article));
        Assert.Equal((RecordStatus.Discovered, 1, ErrorKind.Unreachable), (record.Status, record.Tries, record.ErrorKind));
        await database.AdvanceAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(RecordStatus.Prepared, (await PrepareAgainAsync(process, [record.Id]))[0].Status);
    }

    private async Task<List<ArticleRecord>> PrepareAsync(SeededProcess process, int article)
    {
        var found = await Services.DiscoverAsync(process, articles: 1, from: article);
        return await PrepareAgainAsync(process, [.. found.Select(record => record.RecordId)]);
    }

    private async Task<List<ArticleRecord>> PrepareAgainAsync(SeededProcess process, IReadOnlyList<Guid> ids)
    {
        var claims = await Services.GetRequiredService<RecordLedger>().ClaimAsync(Stage.Preparation, ids, None);
        await Services.GetRequiredService<ArticlePreparer>().PrepareAsync(process.ProcessId, claims, None);
        return [.. await Task.WhenAll(ids.Select(id => Services.RecordAsync(id)))];
    }
}
