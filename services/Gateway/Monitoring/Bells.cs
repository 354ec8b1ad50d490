using Pipeline.Hosting.Bus;

namespace Pipeline.Gateway.Monitoring;

/// <summary>Rings many doorbells together, a bounded number at a time.</summary>
internal sealed class Bells(Doorbell doorbell)
{
    private const int AtOnce = 64;

    /// <summary>Whether ringing makes sense: what is taken while nobody can hear it waits for a stall time-out.</summary>
    public bool Ready => doorbell.Ready;

    /// <summary>Publishes the messages, in no particular order.</summary>
    /// <returns>True if the broker took all of them.</returns>
    public async Task<bool> RingAsync(IEnumerable<object> messages, CancellationToken cancellationToken)
    {
        var lost = 0;
        var bounds = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(messages, bounds, async (message, cancelled) =>
        {
            if (!await doorbell.TryPublishAsync(message, cancelled)) Interlocked.Increment(ref lost);
        });
        return lost == 0;
    }
}
