using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Persistence.Tests;

public sealed class TogetherOnPostgres(PostgresTestDatabase database) : TogetherConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class TogetherOnSqlite(SqliteTestDatabase database) : TogetherConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>Many who ask the ledger at the same moment get what each would have got alone.</summary>
public abstract class TogetherConformance(TestDatabase database) : IAsyncDisposable
{
    private const int Many = 40;
    private const int Cost = 2;

    /// <summary>Two requests at two a second, but for what moments are rounded to.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(0.99);

    private static readonly CancellationToken None = CancellationToken.None;
    private readonly ServiceProvider _services = database.Services();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _services.DisposeAsync();
    }

    [Fact]
    [Trait("Promise", "P-STAGES")]
    public async Task A_record_that_many_claim_goes_to_one()
    {
        var ids = await DiscoveredAsync();
        var ledger = _services.GetRequiredService<RecordLedger>();

        var claims = await Task.WhenAll(Enumerable.Range(0, Many).Select(caller => ledger.ClaimAsync(Stage.Preparation, ids.Skip(caller % 5).Take(10), None)));

        Assert.Equal(ids.Take(14).Order(), claims.SelectMany(mine => mine).Select(claim => claim.RecordId).Order());
        Assert.All(claims.SelectMany(mine => mine), claim => Assert.Equal(1, claim.Fencing));
    }

    [Fact]
    [Trait("Promise", "P-STAGES")]
    public async Task Each_hears_of_its_own_records_alone()
    {
        var ids = await DiscoveredAsync();
        var ledger = _services.GetRequiredService<RecordLedger>();

        var claims = await Task.WhenAll(ids.Select(id => ledger.ClaimAsync(Stage.Preparation, [id], None)));
        var asked = await Task.WhenAll(claims.SelectMany(mine => new[] { mine[0] with { Fencing = mine[0].Fencing - 1 }, mine[0] }).Select(async claim => (claim.Fencing, Yes: await ledger.MayAskAsync(claim, None))));

        Assert.Equal(ids, claims.Select(mine => Assert.Single(mine).RecordId));
        Assert.Equal(2 * Many, asked.Length);
        Assert.All(asked, question => Assert.Equal(question.Fencing == 1, question.Yes)); // Who lost a claim asks beside who has it.
    }

    [Fact]
    [Trait("Promise", "P-POLITE")]
    public async Task Each_has_a_turn_of_its_own_at_a_host()
    {
        var slots = _services.GetRequiredService<HostSlots>();
        var guest = new HostGuest(Guid.CreateVersion7(), RecordStatus.Generated);
        var begun = Stopwatch.GetTimestamp();

        var reserved = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => slots.ReserveAheadAsync("https://together.example", Cost, 1, guest, None)));

        var took = Stopwatch.GetElapsedTime(begun); // The database's clock may have gone on meanwhile.
        var turns = reserved.Where(turn => turn.Holds(Cost)).Select(turn => turn.Until(Cost)).Order().ToList();
        Assert.All(turns.Zip(turns.Skip(1)), pair => Assert.True(pair.Second - pair.First > Apart - took, $"{pair.First} and {pair.Second}"));
        Assert.InRange(turns.Count, 1, Many - 1); // What lies beyond what is reserved ahead has none.
        Assert.All(turns, turn => Assert.True(turn <= HostSlots.Horizon + Apart));
        var line = reserved.Where(turn => !turn.Holds(Cost)).Select(turn => turn.Until(Cost)).Order().ToList();
        Assert.All(line.Zip(line.Skip(1)), pair => Assert.True(pair.Second - pair.First > Apart - took, $"{pair.First} and {pair.Second}"));
    }

    [Fact]
    public async Task A_process_that_many_start_is_started_once_and_each_hears_of_its_own()
    {
        var stopped = await ProcessesAsync(running: false);
        var ledger = _services.GetRequiredService<ProcessLedger>();

        var orders = await Task.WhenAll(stopped.SelectMany(id => new[] { id, id }).Select(async id => (Id: id, Order: (await ledger.StartAsync(id, None))!)));

        Assert.Equal(stopped, orders.Where(one => one.Order.Changed).Select(one => one.Id).Order());
        Assert.All(orders, one => Assert.Equal((ProcessStatus.Running, 1), (one.Order.Status, one.Order.Epoch)));
        Assert.Null(await ledger.StartAsync(Guid.CreateVersion7(), None));
    }

    [Fact]
    [Trait("Promise", "P-ONCE")]
    public async Task Of_runs_that_many_ask_for_there_is_one_for_each_process_and_one_worker_begins_it()
    {
        var running = await ProcessesAsync(running: true);
        var ledger = _services.GetRequiredService<JobLedger>();

        var runs = await Task.WhenAll(running.SelectMany(id => new[] { (id, JobTrigger.Schedule), (id, JobTrigger.Person) })
            .Select(async asked => (Id: asked.id, Run: (await ledger.StartDiscoveryAsync(asked.id, asked.Item2, null, None))!)));
        var mine = runs.GroupBy(one => one.Id).ToDictionary(process => process.Key, process => Assert.Single(process.Select(one => one.Run.JobId).Distinct()));
        var claims = (await Task.WhenAll(mine.Values.SelectMany(id => new[] { id, id }).Select(id => ledger.ClaimAsync(id, None)))).OfType<JobClaim>().ToList();
        var asked = await Task.WhenAll(claims.SelectMany(claim => new[] { claim, claim with { Fencing = 0 } }).Select(async claim => (claim.Fencing, Yes: await ledger.MayAskAsync(claim, None))));

        Assert.Equal(running, mine.Keys.Order());
        Assert.Equal(running, runs.Where(one => !one.Run.Existing).Select(one => one.Id).Order());
        Assert.Equal(running, claims.Where(claim => mine[claim.ProcessId] == claim.JobId).Select(claim => claim.ProcessId).Order());
        Assert.Equal(2 * Many, asked.Length);
        Assert.All(asked, question => Assert.Equal(question.Fencing == 1, question.Yes));
    }

    private async Task<List<Guid>> ProcessesAsync(bool running)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < Many; i++) ids.Add((await _services.ProcessAsync(running: running)).ProcessId);
        return [.. ids.Order()];
    }

    private async Task<List<Guid>> DiscoveredAsync() =>
        [.. (await _services.DiscoverAsync(await _services.ProcessAsync(), articles: Many)).Select(record => record.RecordId).Order()];
}
