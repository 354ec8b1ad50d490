using Pipeline.Gateway.Identity;
using Pipeline.Gateway.Live;
using Pipeline.Gateway.Monitoring;

namespace Pipeline.Gateway.Dashboard.Processes;

/// <summary>What a person can do to a process on the screen: the same orders as through the API.</summary>
internal sealed class ProcessActions(OwnedProcessOrders orders, LiveFeed feed)
{
    public Task<ActionOutcome> StartAsync(Caller caller, Guid processId) => ActAsync(caller, processId, () => orders.StartAsync(caller, processId, CancellationToken.None));

    public Task<ActionOutcome> StopAsync(Caller caller, Guid processId) => ActAsync(caller, processId, () => orders.StopAsync(caller, processId, CancellationToken.None));

    public Task<ActionOutcome> PauseAsync(Caller caller, Guid processId) => ActAsync(caller, processId, () => orders.PauseAsync(caller, processId, CancellationToken.None));

    public Task<ActionOutcome> ResumeAsync(Caller caller, Guid processId) => ActAsync(caller, processId, () => orders.ResumeAsync(caller, processId, CancellationToken.None));

    private async Task<ActionOutcome> ActAsync(Caller caller, Guid processId, Func<Task> order)
    {
        var outcome = await ActionOutcome.OfAsync(caller, order);
        if (outcome.Done) feed.Ring(caller.UserId, processId);
        return outcome;
    }
}
