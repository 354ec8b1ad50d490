using System.ComponentModel;
using Pipeline.Hosting.Bus.Queues;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Queues;

/// <summary>A queue as clients read it.</summary>
internal sealed record QueueAnswer
{
    [Description("Its name.")]
    public required string Name { get; init; }

    [Description("Messages that wait in it; with the bus in memory the records (runs) announced by them. Null: nobody can tell.")]
    public int? Depth { get; init; }

    [Description("Records (in `discovery`: runs) that wait for this stage, those whose turn or time hasn't come among them. Null: not a stage's queue.")]
    public int? Waiting { get; init; }

    [Description("Records (runs) that a worker holds. Null: not a stage's queue.")]
    public int? InWork { get; init; }

    [Description("Who takes from it; with the bus in memory the services that are alive.")]
    public required int Consumers { get; init; }

    [Description("Records (runs) that the stage ended in the last minute, per second. Null: not a stage's queue.")]
    public double? Rate { get; init; }

    [Description("Since when the oldest of what is announced has been waiting. Null: nothing is, or not a stage's queue.")]
    public DateTime? Oldest { get; init; }

    [Description("Messages that failed for good or can't be read, in `<name>_error`.")]
    public required KeptAnswer Errors { get; init; }

    [Description("Messages of a type that nobody consumes, such as one of a newer version, in `<name>_skipped`.")]
    public required KeptAnswer Skipped { get; init; }

    [Description("Messages that were handed out as often as the delivery limit allows because their workers died, in `<name>_dead`.")]
    public required KeptAnswer Dead { get; init; }

    public static QueueAnswer Of(QueueReport report, StageFigure? figure, int alive, bool inMemory, bool withMessages) => new()
    {
        Name = report.Queue.Name,
        Depth = report.Depth ?? (inMemory ? figure?.Announced : null),
        Waiting = figure?.Waiting,
        InWork = figure?.InWork,
        Consumers = report.Consumers ?? alive,
        Rate = figure is null ? null : Math.Round(figure.PerSecond, 3),
        Oldest = figure?.OldestAnnounced,
        Errors = KeptAnswer.Of(report.Kept[KeptKind.Error], withMessages),
        Skipped = KeptAnswer.Of(report.Kept[KeptKind.Skipped], withMessages),
        Dead = KeptAnswer.Of(report.Kept[KeptKind.Dead], withMessages),
    };
}

/// <summary>Messages that are kept beside a queue.</summary>
internal sealed record KeptAnswer(
    [property: Description("How many.")] int Depth,
    [property: Description("So many of them were looked at: the reasons are theirs.")] int Seen,
    [property: Description("When the oldest of them was sent.")] DateTime? Oldest,
    [property: Description("The reasons, the most frequent first; at most 20.")] IReadOnlyList<KeptReasonAnswer> Reasons)
{
    public static KeptAnswer Of(KeptReport report, bool withMessages)
    {
        var reasons = report.Reasons.GroupBy(reason => (reason.Reason, Message: withMessages ? reason.Message : null, reason.MessageType));
        return new(report.Depth, report.Seen, report.Oldest, [.. reasons.Select(group => new KeptReasonAnswer(group.Key.Reason, group.Key.Message, group.Key.MessageType, group.Sum(reason => reason.Count)))]);
    }
}

/// <summary>Messages that are kept for the same reason.</summary>
internal sealed record KeptReasonAnswer(
    [property: Description("The exception's type; `no_consumer` for what was skipped; RabbitMQ's word, such as `delivery_limit`, for what is dead.")] string Reason,
    [property: Description("The exception's message, for administrators.")] string? Message,
    [property: Description("The message's type. Null: it can't be read.")] string? MessageType,
    [property: Description("How many.")] int Count);

/// <summary>What went back to the queue.</summary>
internal sealed record RedeliveryAnswer(
    [property: Description("The queue.")] string Name,
    [property: Description("Messages of `errors` that are in the queue again.")] int Errors,
    [property: Description("Messages of `skipped`.")] int Skipped,
    [property: Description("Messages of `dead`.")] int Dead,
    [property: Description("Messages that are still kept: a call moves 5,000 at most.")] int Left)
{
    public static RedeliveryAnswer Of(string name, Redelivery redelivery) =>
        new(name, redelivery.Moved[KeptKind.Error], redelivery.Moved[KeptKind.Skipped], redelivery.Moved[KeptKind.Dead], redelivery.Left);
}
