using Pipeline.Contracts;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Records;
using Pipeline.Testing.Ledger;

namespace Pipeline.Preparation.Tests;

public sealed class TroubleOnPostgres(PostgresTestDatabase database) : TroubleConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class TroubleOnSqlite(SqliteTestDatabase database) : TroubleConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>What becomes of records whose text can't be had.</summary>
public abstract class TroubleConformance(TestDatabase database) : PreparationTest(database)
{
    [Fact]
    [Trait("Promise", "P-RETRY")]
    public async Task A_deleted_article_fails_its_records_at_once_with_stage_kind_and_message()
    {
        var process = await Host.ProcessAsync();
        var record = Assert.Single(await PrepareAsync(process, await DiscoveredAsync(process, [999_999])));
        Assert.Equal((RecordStatus.Failed, ErrorKind.NotFound, Stage.Preparation), (record.Status, record.ErrorKind, record.ErrorStage));
        Assert.Contains("404", await ErrorAsync(record.Id), StringComparison.Ordinal);
        Assert.Equal("not_found", Assert.Single(Host.Worker.Rung<RecordFailed>()).ErrorKind);
    }

    [Fact]
    [Trait("Promise", "P-RETRY")]
    public async Task A_site_in_trouble_is_asked_again_later_and_a_third_time_at_most()
    {
        var process = await Host.ProcessAsync();
        var ids = await DiscoveredAsync(process);
        await Host.FaultAsync(new { kind = "error500", path = "/article/" });
        var delays = new List<TimeSpan?>();
        for (var i = 0; i < 4; i++)
        {
            delays.Add((await PrepareAsync(process, ids))[0].NotBefore - Now);
            await AdvanceAsync(TimeSpan.FromSeconds(25));
        }

        Assert.Equal((RecordStatus.Failed, ErrorKind.Unreachable), ((await RecordAsync(ids[0])).Status, (await RecordAsync(ids[0])).ErrorKind));
        Assert.InRange(delays[0]!.Value.TotalSeconds, 8, 12);
        Assert.InRange(delays[1]!.Value.TotalSeconds, 16, 24);
        Assert.Equal(3, await Host.RequestsAsync(ArticlePage));
    }

    [Fact]
    [Trait("Promise", "P-RETRY")]
    public async Task A_message_that_comes_too_early_cannot_jump_the_back_off()
    {
        var process = await Host.ProcessAsync();
        var ids = await DiscoveredAsync(process);
        await Host.FaultAsync(new { kind = "error500", path = "/article/", times = 1 });
        await PrepareAsync(process, ids);
        Assert.Equal(RecordStatus.Discovered, (await PrepareAsync(process, ids))[0].Status);
        await AdvanceAsync(TimeSpan.FromSeconds(13));
        Assert.Equal(RecordStatus.Prepared, (await PrepareAsync(process, ids))[0].Status);
    }

    [Fact]
    [Trait("Promise", "P-RETRY")]
    public async Task What_a_site_says_of_retrying_is_never_undercut()
    {
        var process = await Host.ProcessAsync();
        await Host.FaultAsync(new { kind = "rate_limited429", path = "/article/", retryAfter = 300 });
        var record = Assert.Single(await PrepareAsync(process, await DiscoveredAsync(process)));
        Assert.Equal((ErrorKind.RateLimited, Now + TimeSpan.FromMinutes(5)), (record.ErrorKind, record.NotBefore));
    }

    [Fact]
    [Trait("Promise", "P-ISOLATE")]
    public async Task One_bad_article_fails_no_other_of_its_message()
    {
        var process = await Host.ProcessAsync();
        await PrepareAsync(process, await DiscoveredAsync(process));
        var articles = await Host.ArticlesAsync(3);
        await Host.FaultAsync(new { kind = "forbidden403", path = $"/article/{articles[1]}/" });
        var records = await PrepareAsync(process, await DiscoveredAsync(process, articles));
        Assert.Equal(2, records.Count(record => record.Status == RecordStatus.Prepared));
        Assert.Equal(ErrorKind.Forbidden, Assert.Single(records, record => record.Status == RecordStatus.Failed).ErrorKind);
    }
}
