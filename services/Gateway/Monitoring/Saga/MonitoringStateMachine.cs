using MassTransit;
using Pipeline.Contracts;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Persistence.Sagas;

namespace Pipeline.Gateway.Monitoring.Saga;

/// <summary>
/// Follows a process's row, which says what is true, and drives its discovery runs. The row's epoch rises with each change:
/// an order of an epoch that the saga has reached or passed is late or doubled, and ignored. A newer one is followed from
/// whatever state, since those in between may have been lost.
/// </summary>
internal sealed class MonitoringStateMachine : MassTransitStateMachine<MonitoringSagaState>
{
    private readonly DiscoveryRuns _runs;

    public MonitoringStateMachine(DiscoveryRuns runs)
    {
        _runs = runs;
        InstanceState(saga => saga.CurrentState);
        Event(() => StartMonitoring, order => order.CorrelateById(context => context.Message.ProcessId));
        Event(() => StopMonitoring, order => order.CorrelateById(context => context.Message.ProcessId));
        Event(() => PauseMonitoring, order => order.CorrelateById(context => context.Message.ProcessId));
        Event(() => ResumeMonitoring, order => order.CorrelateById(context => context.Message.ProcessId));
        Event(() => DiscoveryDue, due => due.CorrelateById(context => context.Message.ProcessId));
        Event(() => DeadlineReached, due => due.CorrelateById(context => context.Message.ProcessId));
        Event(() => DiscoveryCompleted, end => end.CorrelateById(context => context.Message.ProcessId).OnMissingInstance(missing => missing.Discard()));
        Event(() => DiscoveryFailed, end => end.CorrelateById(context => context.Message.ProcessId).OnMissingInstance(missing => missing.Discard()));

        InAnyState(
            Newer(StartMonitoring, order => order.Epoch).TransitionTo(Running).ThenAsync(context => BeginRun(context, JobTrigger.Start)),
            Newer(ResumeMonitoring, order => order.Epoch).TransitionTo(Running).ThenAsync(context => BeginRun(context, JobTrigger.Schedule)),
            NotOlder(DiscoveryDue, due => due.Epoch).TransitionTo(Running).ThenAsync(context => BeginRun(context, JobTrigger.Schedule)),
            Newer(PauseMonitoring, order => order.Epoch).TransitionTo(Paused).ThenAsync(CancelRun),
            NotOlder(StopMonitoring, order => order.Epoch).TransitionTo(Stopping).ThenAsync(CancelRun).ThenAsync(Settle),
            NotOlder(DeadlineReached, due => due.Epoch).TransitionTo(Stopping).ThenAsync(CancelRun).ThenAsync(Settle));

        During(Running,
            When(DiscoveryCompleted).ThenAsync(CountRun),
            When(DiscoveryFailed).ThenAsync(CountFailedRun));

        During(Paused,
            When(DiscoveryCompleted).ThenAsync(CountRun),
            When(DiscoveryFailed).ThenAsync(CountFailedRun));

        During(Stopping,
            When(DiscoveryCompleted).ThenAsync(Settle),
            When(DiscoveryFailed).ThenAsync(Settle));

        During(Stopped,
            Ignore(DiscoveryCompleted),
            Ignore(DiscoveryFailed));

        During(Failed,
            Ignore(DiscoveryCompleted),
            Ignore(DiscoveryFailed));
    }

    /// <summary>Its runs begin when they are due.</summary>
    public State Running { get; private set; } = null!;

    /// <summary>No run begins; its deadline runs on.</summary>
    public State Paused { get; private set; } = null!;

    /// <summary>Waits until its run has ended.</summary>
    public State Stopping { get; private set; } = null!;

    /// <summary>Ended, and kept: the next start goes on from its epoch.</summary>
    public State Stopped { get; private set; } = null!;

    /// <summary>Ended by itself, and kept.</summary>
    public State Failed { get; private set; } = null!;

    public Event<StartMonitoring> StartMonitoring { get; private set; } = null!;

    public Event<StopMonitoring> StopMonitoring { get; private set; } = null!;

    public Event<PauseMonitoring> PauseMonitoring { get; private set; } = null!;

    public Event<ResumeMonitoring> ResumeMonitoring { get; private set; } = null!;

    public Event<DiscoveryDue> DiscoveryDue { get; private set; } = null!;

    public Event<DeadlineReached> DeadlineReached { get; private set; } = null!;

    public Event<DiscoveryCompleted> DiscoveryCompleted { get; private set; } = null!;

    public Event<DiscoveryFailed> DiscoveryFailed { get; private set; } = null!;

    private void InAnyState(params EventActivities<MonitoringSagaState>[] activities)
    {
        Initially(activities);
        DuringAny(activities);
    }

    /// <summary>An order that changes where the saga stands, once.</summary>
    private EventActivityBinder<MonitoringSagaState, T> Newer<T>(Event<T> order, Func<T, long> epoch)
        where T : class =>
        When(order, context => epoch(context.Message) > context.Saga.Epoch).Then(context => context.Saga.Epoch = epoch(context.Message));

    /// <summary>An order that does no harm when it comes again, and may help.</summary>
    private EventActivityBinder<MonitoringSagaState, T> NotOlder<T>(Event<T> order, Func<T, long> epoch)
        where T : class =>
        When(order, context => epoch(context.Message) >= context.Saga.Epoch).Then(context => context.Saga.Epoch = epoch(context.Message));

    private async Task BeginRun<T>(BehaviorContext<MonitoringSagaState, T> context, JobTrigger trigger)
        where T : class
    {
        var run = await _runs.BeginAsync(context.Saga.CorrelationId, trigger, context.CancellationToken);
        if (run is not null) await context.Publish(run);
    }

    /// <summary>Who stopped it has done so already, unless it died in between.</summary>
    private Task CancelRun<T>(BehaviorContext<MonitoringSagaState, T> context)
        where T : class => _runs.CancelAsync(context.Saga.CorrelationId, context.Saga.Epoch, context.CancellationToken);

    private Task CountRun(BehaviorContext<MonitoringSagaState, DiscoveryCompleted> context) =>
        _runs.EndAsync(context.Message.ProcessId, context.Message.JobId, false, context.CancellationToken);

    private async Task CountFailedRun(BehaviorContext<MonitoringSagaState, DiscoveryFailed> context)
    {
        var run = context.Message;
        var end = await _runs.EndAsync(run.ProcessId, run.JobId, run.Permanent, context.CancellationToken);
        if (end is not { Status: ProcessStatus.Failed }) return;
        context.Saga.Epoch = end.Epoch;
        await context.TransitionToState(Failed);
    }

    private async Task Settle<T>(BehaviorContext<MonitoringSagaState, T> context)
        where T : class
    {
        var stands = await _runs.SettleAsync(context.Saga.CorrelationId, context.CancellationToken);
        await context.TransitionToState(stands switch
        {
            ProcessStatus.Stopped => Stopped,
            ProcessStatus.Failed => Failed,
            _ => Stopping,
        });
    }
}
