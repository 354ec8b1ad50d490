using Microsoft.Extensions.DependencyInjection;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Persistence.Tests;

public sealed class StageFiguresOnPostgres(PostgresTestDatabase database) : StageFiguresConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class StageFiguresOnSqlite(SqliteTestDatabase database) : StageFiguresConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>What the ledger tells of the work of each stage.</summary>
public abstract class StageFiguresConformance(TestDatabase database) : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly ServiceProvider _services = database.Services();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _services.DisposeAsync();
    }

    [Fact]
    public async Task Records_wait_are_announced_are_in_work_and_their_ends_make_the_rate()
    {
        await database.AdvanceAsync(TimeSpan.FromDays(1));
        var before = await ReadAsync();
        var process = await _services.ProcessAsync();
        var ids = (await _services.DiscoverAsync(process, articles: 10)).Select(record => record.RecordId).ToList();
        await _services.PrepareAsync(ids.Take(6));
        await _services.GetRequiredService<RecordLedger>().ClaimAsync(Stage.Generation, ids.Take(2), None);

        var now = await ReadAsync();
        Assert.Equal((4, 0), (now[Stage.Preparation].Waiting - before[Stage.Preparation].Waiting, now[Stage.Preparation].InWork - before[Stage.Preparation].InWork));
        Assert.Equal((4, 2), (now[Stage.Generation].Waiting - before[Stage.Generation].Waiting, now[Stage.Generation].InWork - before[Stage.Generation].InWork));
        Assert.Equal((4, database.Clock.GetUtcNow().UtcDateTime), (now[Stage.Generation].Announced, now[Stage.Generation].OldestAnnounced));
        Assert.Equal((0.1, 0), (now[Stage.Preparation].PerSecond, now[Stage.Generation].PerSecond));
        await database.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(0, (await ReadAsync())[Stage.Preparation].PerSecond);
    }

    [Fact]
    public async Task Runs_are_the_work_of_Discovery()
    {
        await database.AdvanceAsync(TimeSpan.FromDays(1));
        var process = await _services.ProcessAsync();
        var run = await _services.GetRequiredService<JobLedger>().StartDiscoveryAsync(process.ProcessId, JobTrigger.Person, null, None);
        Assert.Equal((1, 0), ((await DiscoveryAsync()).Waiting, (await DiscoveryAsync()).InWork));
        var claim = await _services.ClaimRunAsync(run!.JobId);
        Assert.Equal((0, 1), ((await DiscoveryAsync()).Waiting, (await DiscoveryAsync()).InWork));
        await _services.EndRunAsync(claim);
        Assert.Equal((0, 1 / 60.0), ((await DiscoveryAsync()).InWork, (await DiscoveryAsync()).PerSecond));
    }

    private async Task<StageFigure> DiscoveryAsync() => (await ReadAsync())[Stage.Discovery];

    private Task<IReadOnlyDictionary<Stage, StageFigure>> ReadAsync() => _services.GetRequiredService<StageFigures>().ReadAsync(None);
}
