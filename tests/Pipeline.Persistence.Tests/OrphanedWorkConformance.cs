using Microsoft.Extensions.DependencyInjection;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Persistence.Tests;

public sealed class OrphanedWorkOnPostgres(PostgresTestDatabase database) : OrphanedWorkConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class OrphanedWorkOnSqlite(SqliteTestDatabase database) : OrphanedWorkConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>The only program on a database died, and starts again.</summary>
[Trait("Promise", "P-RESTART")]
public abstract class OrphanedWorkConformance(TestDatabase database) : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly ServiceProvider _services = database.Services();

    private RecordLedger Records => _services.GetRequiredService<RecordLedger>();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _services.DisposeAsync();
    }

    [Fact]
    public async Task What_it_had_in_hand_is_rung_and_taken_at_once()
    {
        var record = await DiscoverAsync();
        Assert.Single(await Records.ClaimAsync(Stage.Preparation, [record], None));
        Assert.Empty(await Records.ClaimAsync(Stage.Preparation, [record], None));
        await ReleaseAsync();
        Assert.Contains(record, await DueAsync());
        Assert.Single(await Records.ClaimAsync(Stage.Preparation, [record], None));
    }

    [Fact]
    public async Task What_it_had_announced_is_announced_again()
    {
        var record = await DiscoverAsync();
        await DueAsync();
        Assert.DoesNotContain(record, await DueAsync());
        await ReleaseAsync();
        Assert.Contains(record, await DueAsync());
    }

    [Fact]
    public async Task What_waits_for_its_moment_goes_on_waiting()
    {
        var record = await DiscoverAsync();
        var claim = (await Records.ClaimAsync(Stage.Preparation, [record], None)).Single();
        await Records.AgainAsync([new(record, claim.Fencing, TimeSpan.FromMinutes(1), false, null)], None);
        await ReleaseAsync();
        Assert.DoesNotContain(record, await DueAsync());
        Assert.Empty(await Records.ClaimAsync(Stage.Preparation, [record], None));
    }

    private async Task<Guid> DiscoverAsync() => (await _services.DiscoverAsync(await _services.ProcessAsync())).Single().RecordId;

    private Task ReleaseAsync() => _services.GetRequiredService<OrphanedWork>().ReleaseAllAsync(None);

    private async Task<List<Guid>> DueAsync() => [.. (await _services.GetRequiredService<Announcements>().TakeDueAsync(1000, None)).Select(due => due.RecordId)];
}
