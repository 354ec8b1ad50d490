using MassTransit;

namespace Pipeline.Persistence.Sagas;

/// <summary>The monitoring saga of one process: it follows the process's row, epoch by epoch.</summary>
public sealed class MonitoringSagaState : SagaStateMachineInstance, ISagaVersion
{
    /// <summary>The process's id.</summary>
    public Guid CorrelationId { get; set; }

    /// <summary>The state's name.</summary>
    public string CurrentState { get; set; } = "";

    /// <summary>Raised by each write: the concurrency token.</summary>
    public int Version { get; set; }

    /// <summary>The epoch it has reached; behind the process's one: the sweep sends the command again.</summary>
    public long Epoch { get; set; }
}
