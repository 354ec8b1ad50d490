using MassTransit;

namespace Pipeline.Testing.Stages;

/// <summary>A message as a consumer gets it: what the stages ask of it, and nothing else.</summary>
internal static class Delivery
{
    public static ConsumeContext<T> Of<T>(T message, bool redelivered, CancellationToken cancellationToken)
        where T : class
    {
        var receive = DeliveryStub.Answering<ReceiveContext>(new() { ["get_Redelivered"] = redelivered });
        return DeliveryStub.Answering<ConsumeContext<T>>(
            new() { ["get_Message"] = message, ["get_CancellationToken"] = cancellationToken, ["get_ReceiveContext"] = receive });
    }
}
