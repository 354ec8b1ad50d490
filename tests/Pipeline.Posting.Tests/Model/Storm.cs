using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Records;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Posting.Tests.Model;

/// <summary>
/// Two processes that want to comment on the same article with the same accounts and prompts, and a storm of events around
/// them. After each event nothing may be doubled and no number may have gone back; after the storm nothing may be lost.
/// </summary>
internal sealed class Storm(ModelWorld world, SeededProcess[] processes, Guid[] records, IReadOnlyDictionary<Guid, string> keys)
{
    private static readonly int[] Seconds = [1, 6, 20, 55, 61, 130, 400];

    private readonly List<Guid> _bus = [];
    private readonly List<Life> _lives = [];
    private readonly List<RecordClaim> _claims = [];
    private readonly Dictionary<Guid, long> _fencing = [];

    private IServiceProvider Services => world.Services;

    private static CancellationToken None => CancellationToken.None;

    /// <summary>Lets it all happen.</summary>
    public async Task RageAsync(IEnumerable<Order> orders)
    {
        foreach (var order in orders)
        {
            await HappenAsync(order);
            AssertNothingDoubled();
            await AssertNoNumberWentBackAsync();
        }
    }

    /// <summary>
    /// Peace: the processes run, messages arrive, time passes, the sweep comes round. At the end those wake up who froze
    /// in the storm, and do no more harm.
    /// </summary>
    public async Task CalmAsync()
    {
        world.Site.Next.Clear();
        await SetGenerateOnlyAsync(false);
        foreach (var process in processes) await RunAsync(process.ProcessId);
        for (var round = 0; round < 40 && !await SettledAsync(); round++) await RoundAsync();
        foreach (var life in _lives) await life.EndAsync();
        await PassAsync(TimeSpan.FromHours(1));
        AssertNothingDoubled();
        await AssertNoNumberWentBackAsync();
        await new Aftermath(world, processes, await RecordsAsync(), keys).AssertAsync();
    }

    private Task HappenAsync(Order order) => order.Event switch
    {
        Event.Announce => AnnounceAsync(),
        Event.Deliver => DeliverAsync(order, keep: false),
        Event.DeliverAndKeep => DeliverAsync(order, keep: true),
        Event.Lose => Do(() => Pick(_bus, order, record => _bus.Remove(record))),
        Event.Step => OnLifeAsync(order, async life =>
        {
            for (var steps = order.HowMuch % 12; steps >= 0 && await life.GoOnAsync(); steps--)
            {
                // One stop further.
            }
        }),
        Event.End => OnLifeAsync(order, async life =>
        {
            await life.EndAsync();
            _lives.Remove(life);
        }),
        Event.Die => Do(() => Pick(_lives, order, life => _lives.Remove(life))),
        Event.Renew => OnLifeAsync(order, life => life.Claim is { } claim ? Get<RecordLedger>().RenewAsync([claim], None) : Task.CompletedTask),
        Event.TimePasses => PassAsync(TimeSpan.FromSeconds(Seconds[order.HowMuch % Seconds.Length])),
        Event.WorkersClockJumps => Do(() => world.Worker(order.Which).Clock.Advance(TimeSpan.FromSeconds(Seconds[order.HowMuch % Seconds.Length]))),
        Event.Sweep => Get<RecordSweep>().SweepAsync(None),
        Event.SiteWill => Do(() => world.Site.Next.Enqueue((Treatment)(order.HowMuch % Enum.GetValues<Treatment>().Length))),
        Event.SiteEndsSessions => Do(world.Site.EndSessions),
        Event.LoginChanges => Get<AccountSessions>().ForgetAsync(processes[0].AccountIds[order.Which % 2], None),
        Event.Pause => Get<ProcessLedger>().PauseAsync(ProcessOf(order), None),
        Event.Stop => Get<ProcessLedger>().StopAsync(ProcessOf(order), StopReason.User, None),
        Event.Resume => RunAsync(ProcessOf(order)),
        Event.GenerateOnlyChanges => SetGenerateOnlyAsync(order.HowMuch % 2 == 0),
        Event.Approve => ApproveAsync(RecordOf(order)),
        Event.Retry => Get<ReviewLedger>().RetryAsync(RecordOf(order), processes[0].OwnerId, None),
        Event.Claim => ClaimAsync(RecordOf(order)),
        Event.Outcome => OutcomeAsync(order),
        _ => throw new InvalidOperationException($"{order} is not thought of."),
    };

    private async Task RoundAsync()
    {
        await PassAsync(TimeSpan.FromSeconds(130));
        await Get<RecordSweep>().SweepAsync(None);
        await AnnounceAsync();
        while (_bus.Count > 0)
        {
            var record = _bus[0];
            _bus.RemoveAt(0);
            if ((await Services.RecordAsync(record)).Status is RecordStatus.Discovered or RecordStatus.Prepared)
            {
                await ClaimAsync(record);
                while (_claims.Count > 0) await DoneAsync(Take(0));
            }
            else
            {
                var life = await world.Worker(0).BeginAsync((await Services.RecordAsync(record)).ProcessId, record);
                await life.EndAsync();
            }
        }
    }

    private async Task AnnounceAsync() =>
        _bus.AddRange((await Get<Announcements>().TakeDueAsync(500, None)).Select(due => due.RecordId).Where(records.Contains));

    private Task DeliverAsync(Order order, bool keep) => _bus.Count == 0 ? Task.CompletedTask : BeginAsync(_bus[order.Which % _bus.Count], order.HowMuch, keep);

    private async Task BeginAsync(Guid record, int worker, bool keep)
    {
        if (!keep) _bus.Remove(record);
        if ((await Services.RecordAsync(record)).Status is RecordStatus.Discovered or RecordStatus.Prepared) await ClaimAsync(record);
        else _lives.Add(await world.Worker(worker).BeginAsync(processes[0].ProcessId, record));
    }

    private async Task PassAsync(TimeSpan time)
    {
        await world.PassAsync(time);
        world.Site.CatchUp();
    }

    private async Task RunAsync(Guid process)
    {
        var ledger = Get<ProcessLedger>();
        await ledger.StoppedAsync(process, None);
        await ledger.StartAsync(process, None);
        await ledger.ResumeAsync(process, None);
    }

    private async Task ApproveAsync(Guid record)
    {
        if (await Get<ReviewLedger>().ApproveAsync(record, null, processes[0].OwnerId, None)) _bus.Add(record);
    }

    /// <summary>Preparation and Generation, as far as the ledger sees them: a claim, and some time later an outcome.</summary>
    private async Task ClaimAsync(Guid record)
    {
        foreach (var stage in new[] { Stage.Preparation, Stage.Generation }) _claims.AddRange(await Get<RecordLedger>().ClaimAsync(stage, [record], None));
    }

    private async Task OutcomeAsync(Order order)
    {
        if (_claims.Count == 0) return;
        var claim = order.HowMuch % 5 == 4 ? _claims[order.Which % _claims.Count] : Take(order.Which % _claims.Count);
        var (before, trouble) = (await Services.RecordAsync(claim.RecordId), new RecordTrouble(Stage.Generation, ErrorKind.Timeout, "Trouble."));
        var moved = (order.HowMuch % 5) switch
        {
            0 => await Get<RecordLedger>().AgainAsync([new(claim.RecordId, claim.Fencing, TimeSpan.FromSeconds(10), false, trouble)], None),
            1 => await Get<RecordLedger>().FailedAsync([new(claim.RecordId, claim.Fencing, trouble)], None),
            _ => await DoneAsync(claim),
        };
        Assert.True(moved.Count == 0 || before.Fencing == claim.Fencing, "An outcome was taken from somebody who had lost the record.");
    }

    private async Task<List<MovedRecord>> DoneAsync(RecordClaim claim)
    {
        var record = await Services.RecordAsync(claim.RecordId);
        if (record.Status == RecordStatus.Discovered)
        {
            var version = await Get<ArticleTexts>().SaveAsync(new(record.ArticleId, "Title", "Author", null, null, null, "A text."), None);
            return await Get<RecordLedger>().PreparedAsync(claim.ProcessId, [new(claim.RecordId, claim.Fencing, version)], None);
        }

        return await Get<RecordLedger>().GeneratedAsync(
            claim.ProcessId,
            [new(claim.RecordId, claim.Fencing, 1, world.TextOf(record.PromptTemplateId), "Offline", "offline", 1, 1, TimeSpan.Zero, null, null, null)], None);
    }

    private async Task SetGenerateOnlyAsync(bool value)
    {
        await using var context = await ContextAsync();
        var ids = processes.Select(process => process.ProcessId).ToList();
        await context.Processes.Where(row => ids.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.GenerateOnly, value));
    }

    private void AssertNothingDoubled() => Assert.Empty(
        world.Site.Comments.GroupBy(comment => keys[comment.Record]).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {same.Count()} comments"));

    private async Task AssertNoNumberWentBackAsync()
    {
        Assert.Empty(world.Stolen);
        foreach (var record in await RecordsAsync())
        {
            Assert.True(record.Fencing >= _fencing.GetValueOrDefault(record.Id), $"The fencing number of {keys[record.Id]} went back.");
            _fencing[record.Id] = record.Fencing;
        }
    }

    private async Task<bool> SettledAsync()
    {
        var rows = await RecordsAsync();
        return rows.All(record => IsSettled(record, rows));
    }

    /// <summary>At an end, or visibly waiting for a person: itself, or behind one of the same account and article that does.</summary>
    private static bool IsSettled(ArticleRecord record, List<ArticleRecord> all) => Aftermath.IsSettled(record, all);

    private async Task<List<ArticleRecord>> RecordsAsync()
    {
        await using var context = await ContextAsync();
        return await context.Records.AsNoTracking().Where(record => records.Contains(record.Id)).ToListAsync();
    }

    private Task<PipelineDbContext> ContextAsync() => Get<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync();

    private Guid ProcessOf(Order order) => processes[order.Which % processes.Length].ProcessId;

    private Guid RecordOf(Order order) => records[order.Which % records.Length];

    private RecordClaim Take(int place)
    {
        var claim = _claims[place];
        _claims.RemoveAt(place);
        return claim;
    }

    private Task OnLifeAsync(Order order, Func<Life, Task> act) => _lives.Count == 0 ? Task.CompletedTask : act(_lives[order.Which % _lives.Count]);

    private static void Pick<T>(List<T> from, Order order, Action<T> act)
    {
        if (from.Count > 0) act(from[order.Which % from.Count]);
    }

    private static Task Do(Action act)
    {
        act();
        return Task.CompletedTask;
    }

    private T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();
}
