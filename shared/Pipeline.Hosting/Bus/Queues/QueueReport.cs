namespace Pipeline.Hosting.Bus.Queues;

/// <summary>A queue as the bus knows it.</summary>
/// <param name="Queue">Which one.</param>
/// <param name="Depth">Messages that wait in it; null if the bus can't tell.</param>
/// <param name="Consumers">Who takes from it; null if the bus can't tell.</param>
/// <param name="Kept">What is kept beside it, of each kind.</param>
public sealed record QueueReport(QueueDefinition Queue, int? Depth, int? Consumers, IReadOnlyDictionary<KeptKind, KeptReport> Kept);

/// <summary>The messages that are kept of one kind.</summary>
/// <param name="Depth">How many.</param>
/// <param name="Seen">How many of them were looked at; reasons and ages are theirs.</param>
/// <param name="Oldest">When the oldest of them was sent (UTC); null if none is known.</param>
/// <param name="Reasons">How many there are of each reason, the most frequent first.</param>
public sealed record KeptReport(int Depth, int Seen, DateTime? Oldest, IReadOnlyList<KeptReason> Reasons)
{
    /// <summary>Nothing is kept.</summary>
    public static KeptReport Empty { get; } = new(0, 0, null, []);

    /// <summary>Messages may differ in each reason, by an id in its text: what is told stays short.</summary>
    private const int MostReasons = 20;

    /// <summary>Sums up.</summary>
    internal static KeptReport Of(int depth, IReadOnlyCollection<KeptMessage> seen) => new(
        depth, seen.Count, seen.Min(message => message.SentAt),
        [
            .. seen.GroupBy(message => (message.Reason, message.Message, message.MessageType))
                .Select(group => new KeptReason(group.Key.Reason, group.Key.Message, group.Key.MessageType, group.Count()))
                .OrderByDescending(reason => reason.Count).Take(MostReasons),
        ]);
}

/// <summary>Messages that are kept for the same reason.</summary>
/// <param name="Reason">As <see cref="KeptMessage.Reason"/>.</param>
/// <param name="Message">As <see cref="KeptMessage.Message"/>.</param>
/// <param name="MessageType">As <see cref="KeptMessage.MessageType"/>.</param>
/// <param name="Count">How many.</param>
public sealed record KeptReason(string Reason, string? Message, string? MessageType, int Count);

/// <summary>What went back to a queue.</summary>
/// <param name="Moved">How many messages, of each kind.</param>
/// <param name="Left">How many are still kept: one call moves so many and no more.</param>
public sealed record Redelivery(IReadOnlyDictionary<KeptKind, int> Moved, int Left);
