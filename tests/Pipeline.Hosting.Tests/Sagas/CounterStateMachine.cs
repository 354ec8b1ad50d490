using MassTransit;

namespace Pipeline.Hosting.Tests.Sagas;

/// <summary>Begins with its first tick, counts, notes each tick in a row of its own, and ends when told to.</summary>
internal sealed class CounterStateMachine : MassTransitStateMachine<Counter>
{
    public CounterStateMachine()
    {
        InstanceState(counter => counter.State);
        Event(() => Ticking, tick => tick.CorrelateById(context => context.Message.CounterId));
        Event(() => Finishing, finish => finish.CorrelateById(context => context.Message.CounterId).OnMissingInstance(missing => missing.Discard()));

        Initially(When(Ticking).Then(Count).TransitionTo(Counting));
        During(Counting, When(Ticking).Then(Count), When(Finishing).Finalize());
        SetCompletedWhenFinalized();
    }

    public State Counting { get; private set; } = null!;

    public Event<Tick> Ticking { get; private set; } = null!;

    public Event<Finish> Finishing { get; private set; } = null!;

    private static void Count(BehaviorContext<Counter, Tick> context)
    {
        context.Saga.Ticks++;
        context.GetPayload<CounterDbContext>().Add(new TickNote { CounterId = context.Saga.CorrelationId, Number = context.Message.Number });
        _ = context.Publish(new Ticked(context.Saga.CorrelationId, context.Saga.Ticks));
    }
}
