using MassTransit;

namespace Pipeline.Hosting.Tests.Sagas;

/// <summary>A saga that counts its ticks: whoever loses one shows it.</summary>
internal sealed class Counter : SagaStateMachineInstance, ISagaVersion
{
    public Guid CorrelationId { get; set; }

    public int Version { get; set; }

    public string State { get; set; } = "";

    public int Ticks { get; set; }
}
