using CsCheck;

namespace Pipeline.Posting.Tests.Model;

/// <summary>What can happen next.</summary>
internal enum Event
{
    Announce,
    Deliver,
    DeliverAndKeep,
    Lose,
    Step,
    End,
    Die,
    Renew,
    TimePasses,
    WorkersClockJumps,
    Sweep,
    SiteWill,
    SiteEndsSessions,
    LoginChanges,
    Pause,
    Stop,
    Resume,
    GenerateOnlyChanges,
    Approve,
    Retry,
    Claim,
    Outcome,
}

/// <summary>One event, with two numbers that say which message, record, worker or time it is about.</summary>
internal readonly record struct Order(Event Event, int Which, int HowMuch)
{
    /// <summary>Events in the proportion in which they lead to trouble.</summary>
    private static readonly Gen<Event> Events = Gen.Frequency(
        (6, Event.Announce), (14, Event.Deliver), (3, Event.DeliverAndKeep), (1, Event.Lose), (20, Event.Step), (8, Event.End), (4, Event.Die), (2, Event.Renew),
        (10, Event.TimePasses), (1, Event.WorkersClockJumps), (3, Event.Sweep), (8, Event.SiteWill), (1, Event.SiteEndsSessions), (1, Event.LoginChanges),
        (1, Event.Pause), (1, Event.Stop), (3, Event.Resume), (1, Event.GenerateOnlyChanges), (3, Event.Approve), (1, Event.Retry), (3, Event.Claim),
        (3, Event.Outcome));

    /// <summary>A storm of events.</summary>
    public static Gen<Order[]> Storms { get; } =
        Gen.Select(Events, Gen.Int[0, 99], Gen.Int[0, 99]).Select((happens, which, much) => new Order(happens, which, much)).Array[30, 90];

    public override string ToString() => $"{Event}({Which},{HowMuch})";
}
