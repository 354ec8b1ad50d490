using Pipeline.Domain.Processes;
using Pipeline.Gateway.Live;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Dashboard.Processes;

/// <summary>What a person can do to a process on the screen.</summary>
public sealed class ProcessActions(ProcessLedger ledger, LiveFeed feed)
{
    public Task<ActionOutcome> StartAsync(Guid ownerId, Guid processId, CancellationToken cancellationToken) =>
        RunAsync(ownerId, processId, ledger.StartAsync(processId, cancellationToken));

    public Task<ActionOutcome> StopAsync(Guid ownerId, Guid processId, CancellationToken cancellationToken) =>
        RunAsync(ownerId, processId, ledger.StopAsync(processId, StopReason.User, cancellationToken));

    public Task<ActionOutcome> PauseAsync(Guid ownerId, Guid processId, CancellationToken cancellationToken) =>
        RunAsync(ownerId, processId, ledger.PauseAsync(processId, cancellationToken));

    public Task<ActionOutcome> ResumeAsync(Guid ownerId, Guid processId, CancellationToken cancellationToken) =>
        RunAsync(ownerId, processId, ledger.ResumeAsync(processId, cancellationToken));

    private async Task<ActionOutcome> RunAsync(Guid ownerId, Guid processId, Task<ProcessOrder?> order)
    {
        var result = await order;
        feed.Ring(ownerId, processId);
        return result is null ? ActionOutcome.Refused("gone") : ActionOutcome.Ok;
    }
}
