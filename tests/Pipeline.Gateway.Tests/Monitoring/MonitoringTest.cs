using Pipeline.Domain.Processes;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing;
using Pipeline.Testing.Ledger;

namespace Pipeline.Gateway.Tests.Monitoring;

/// <summary>A test with a database of its own and a gateway on it that can be restarted.</summary>
public abstract class MonitoringTest(MonitoringMode mode) : IAsyncLifetime
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>From one look of a process to the next, unless its schedule says otherwise.</summary>
    protected static readonly TimeSpan Interval = TimeSpan.FromSeconds(180);

    private MonitoringHost? _host;

    internal TestDatabase Database { get; } = mode.NewDatabase();

    internal MonitoringHost Host => _host ?? throw new InvalidOperationException("Not initialised yet.");

    internal ProcessLedger Processes => Host.Service<ProcessLedger>();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Whether the clock and the announcer run by themselves; else the test moves them.</summary>
    protected virtual bool RunsByItself => false;

    public virtual async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        _host = await MonitoringHost.StartAsync(Database, mode.Bus, RunsByItself);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_host is not null) await _host.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>Ends the gateway and starts another one on the same database and bus.</summary>
    internal async Task RestartAsync()
    {
        await Host.DisposeAsync();
        _host = null;
        _host = await MonitoringHost.StartAsync(Database, mode.Bus, RunsByItself);
    }

    /// <summary>A process that isn't started yet.</summary>
    internal async Task<Guid> ProcessAsync(ProcessSchedule? schedule = null)
    {
        var seeded = await Host.Services.ProcessAsync(running: false);
        if (schedule is not null) await Host.ScheduleAsync(seeded.ProcessId, schedule);
        return seeded.ProcessId;
    }

    /// <summary>A process that was started, and whose first run found nothing.</summary>
    internal async Task<Guid> RunningProcessAsync(ProcessSchedule? schedule = null)
    {
        var process = await ProcessAsync(schedule);
        await Host.Orders.StartAsync(process, Cancellation);
        await Host.Discovery.NextRunAsync(process);
        await RowAsync(process, row => row.EmptyStreak == 1, "the first run counts");
        return process;
    }

    /// <summary>Moves time, and lets the clock look.</summary>
    internal async Task PassAsync(TimeSpan time)
    {
        await Database.AdvanceAsync(time);
        await Host.Clock.RunAsync(Cancellation);
    }

    /// <summary>Moves time to a process's next look, or a little before it, and lets the clock look; returns how long that is after its last run.</summary>
    internal async Task<TimeSpan> PassToNextLookAsync(Guid process, TimeSpan before = default)
    {
        var row = await Host.Services.ProcessRowAsync(process);
        var last = Assert.Single(await Host.Services.RunsAsync(process), run => run.Id == row.LastRunId);
        await PassAsync(row.NextDiscoveryAt!.Value - before - Database.Clock.GetUtcNow().UtcDateTime);
        return row.NextDiscoveryAt.Value - last.StartedAt!.Value;
    }

    /// <summary>The process's row, once it is as expected.</summary>
    internal Task<MonitoringProcess> RowAsync(Guid process, Func<MonitoringProcess, bool> expected, string expectation) =>
        Eventually.BecomeAsync(() => Host.Services.ProcessRowAsync(process), expected, Patience, expectation, Cancellation);

    /// <summary>Waits until the row and the saga stand where they should.</summary>
    internal async Task<MonitoringProcess> StandsAsync(Guid process, ProcessStatus status)
    {
        var row = await RowAsync(process, row => row.Status == status, $"it is {status}");
        await Eventually.BecomeAsync(
            () => Host.SagaAsync(process), saga => saga?.CurrentState == status.ToString() && saga.Epoch == row.Epoch, Patience, $"its saga is {status} too", Cancellation);
        return row;
    }
}
