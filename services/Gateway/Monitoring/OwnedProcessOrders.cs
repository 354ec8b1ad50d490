using Pipeline.Domain.Processes;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Monitoring;

/// <summary>What a person orders one of their own processes to do, and what the API answers where it can't be done.</summary>
internal sealed class OwnedProcessOrders(ProcessFinder processes, ProcessOrders orders, ProcessChecks checks)
{
    /// <summary>stopped, failed → running, if nothing that is stored speaks against it.</summary>
    /// <exception cref="ApiException">404, 409, or 422 with every reason.</exception>
    public async Task StartAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await RefuseIfNotRunnableAsync(caller, id, cancellationToken);
        Judge(id, "start", await orders.StartAsync(id, cancellationToken), ProcessStatus.Running);
    }

    /// <summary>running, paused → stopping; its run is cancelled.</summary>
    /// <exception cref="ApiException">404, 409.</exception>
    public async Task StopAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await processes.FindAsync(caller, id, cancellationToken);
        Judge(id, "stop", await orders.StopAsync(id, caller.UserId, cancellationToken), ProcessStatus.Stopping, ProcessStatus.Stopped);
    }

    /// <summary>running → paused; its run is cancelled.</summary>
    /// <exception cref="ApiException">404, 409.</exception>
    public async Task PauseAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await processes.FindAsync(caller, id, cancellationToken);
        Judge(id, "pause", await orders.PauseAsync(id, caller.UserId, cancellationToken), ProcessStatus.Paused);
    }

    /// <summary>paused → running.</summary>
    /// <exception cref="ApiException">404, 409.</exception>
    public async Task ResumeAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await processes.FindAsync(caller, id, cancellationToken);
        Judge(id, "resume", await orders.ResumeAsync(id, cancellationToken), ProcessStatus.Running);
    }

    /// <summary>One discovery run now, or the one that is under way.</summary>
    /// <exception cref="ApiException">404; 409: it isn't running.</exception>
    public async Task<JobStart> RunAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await processes.FindAsync(caller, id, cancellationToken);

        // Null is also the answer where the run that was in the way ended at this very moment.
        return await orders.RunNowAsync(id, caller.UserId, cancellationToken)
            ?? await orders.RunNowAsync(id, caller.UserId, cancellationToken)
            ?? throw Forbidden("run", (await processes.FindAsync(caller, id, cancellationToken)).Status);
    }

    private static void Judge(Guid id, string verb, ProcessOrder? order, params ReadOnlySpan<ProcessStatus> reached)
    {
        if (order is null) throw ApiException.NotFound("monitoring process", id);
        if (!order.Changed && !reached.Contains(order.Status)) throw Forbidden(verb, order.Status);
    }

    private async Task RefuseIfNotRunnableAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        var (process, references) = await processes.FindReferringAsync(caller, id, cancellationToken);
        if (process.Status is not (ProcessStatus.Stopped or ProcessStatus.Failed)) return;
        var faults = new Faults();
        checks.Runnable(process.Settings, references, faults);
        faults.ThrowIfAny();
    }

    private static ApiException Forbidden(string verb, ProcessStatus present) => ApiException.Conflict(
        $"The process is {ApiJson.Name(present)}: {verb} is possible only {From(verb)}.");

    private static string From(string verb) => verb switch
    {
        "start" => "from stopped and failed",
        "stop" => "from running and paused",
        "pause" => "from running",
        "resume" => "from paused",
        _ => "while it is running",
    };
}
