using Pipeline.Contracts;
using Pipeline.Domain.Faults;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Hosting.Bus;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Monitoring;

/// <summary>
/// What people tell a process. The row is moved first: from then on it holds, with or without a bus. The message lets the
/// saga follow at once; where it is lost, the clock or the sweep tells it. An order that is repeated is told again.
/// </summary>
public sealed class ProcessOrders(ProcessLedger processes, JobLedger jobs, Doorbell doorbell)
{
    /// <summary>Starts a stopped or failed process.</summary>
    /// <returns>Where it stands; null: there is no such process.</returns>
    public Task<ProcessOrder?> StartAsync(Guid processId, CancellationToken cancellationToken) => TellAsync(
        processes.StartAsync(processId, cancellationToken), ProcessStatus.Running, epoch => new StartMonitoring(processId, epoch), cancellationToken);

    /// <summary>Stops a running or paused process; its run is cancelled.</summary>
    /// <returns>Where it stands; null: there is no such process.</returns>
    public Task<ProcessOrder?> StopAsync(Guid processId, Guid? by, CancellationToken cancellationToken) => TellAsync(
        CancelRunAsync(processId, processes.StopAsync(processId, StopReason.User, cancellationToken), by, cancellationToken),
        ProcessStatus.Stopping, epoch => new StopMonitoring(processId, epoch, "user"), cancellationToken);

    /// <summary>Pauses a running process; its run is cancelled.</summary>
    /// <returns>Where it stands; null: there is no such process.</returns>
    public Task<ProcessOrder?> PauseAsync(Guid processId, Guid? by, CancellationToken cancellationToken) => TellAsync(
        CancelRunAsync(processId, processes.PauseAsync(processId, cancellationToken), by, cancellationToken),
        ProcessStatus.Paused, epoch => new PauseMonitoring(processId, epoch), cancellationToken);

    /// <summary>Resumes a paused process.</summary>
    /// <returns>Where it stands; null: there is no such process.</returns>
    public Task<ProcessOrder?> ResumeAsync(Guid processId, CancellationToken cancellationToken) => TellAsync(
        processes.ResumeAsync(processId, cancellationToken), ProcessStatus.Running, epoch => new ResumeMonitoring(processId, epoch), cancellationToken);

    /// <summary>Asks for a run now, or finds the one that is active.</summary>
    /// <returns>The run; null: the process isn't running.</returns>
    public async Task<JobStart?> RunNowAsync(Guid processId, Guid by, CancellationToken cancellationToken)
    {
        var run = await jobs.StartDiscoveryAsync(processId, JobTrigger.Person, by, cancellationToken);
        if (run is not { Status: JobStatus.Queued }) return run;
        CrashPoints.Pass(CrashPoint.OrderRunQueued);
        await doorbell.TryPublishAsync(new DiscoverArticles(run.JobId, processId, run.Epoch), cancellationToken);
        return run;
    }

    private async Task<ProcessOrder?> CancelRunAsync(Guid processId, Task<ProcessOrder?> order, Guid? by, CancellationToken cancellationToken)
    {
        if (await order is not { Changed: true } stands) return await order;
        CrashPoints.Pass(CrashPoint.OrderMoved);
        await jobs.CancelAsync(processId, stands.Epoch, by, cancellationToken);
        return stands;
    }

    private async Task<ProcessOrder?> TellAsync(Task<ProcessOrder?> order, ProcessStatus wanted, Func<long, object> message, CancellationToken cancellationToken)
    {
        var stands = await order;
        if (stands is { Changed: true }) CrashPoints.Pass(CrashPoint.OrderWritten);
        if (stands?.Status == wanted) await doorbell.TryPublishAsync(message(stands.Epoch), cancellationToken);
        CrashPoints.Pass(CrashPoint.OrderTold);
        return stands;
    }
}
