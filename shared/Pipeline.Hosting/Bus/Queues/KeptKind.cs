namespace Pipeline.Hosting.Bus.Queues;

/// <summary>Why a queue's message is kept beside it instead of being worked on.</summary>
public enum KeptKind
{
    /// <summary>In <c>_error</c>: its consumer failed for good, or it couldn't be read.</summary>
    Error,

    /// <summary>In <c>_skipped</c>: nobody consumes this type, such as one of a newer version.</summary>
    Skipped,

    /// <summary>In <c>_dead</c>: handed out as often as the delivery limit allows, and its consumers died.</summary>
    Dead,
}
