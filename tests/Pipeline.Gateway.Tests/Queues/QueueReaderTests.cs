using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Gateway.Queues;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Bus.Queues;

namespace Pipeline.Gateway.Tests.Queues;

/// <summary>How often the broker is asked.</summary>
public sealed class QueueReaderTests
{
    [Fact]
    public async Task Whoever_asks_right_after_somebody_was_refused_is_refused_without_asking()
    {
        var (clock, desk) = (new FakeTimeProvider(), new ClosedDesk());
        using var reader = new QueueReader(desk, null!, null!, Options.Create(new BusOptions()), clock);

        for (var i = 0; i < 3; i++) Assert.Equal("Closed.", await RefusedAsync(reader));
        Assert.Equal(1, desk.Asked);

        clock.Advance(TimeSpan.FromSeconds(1));
        await RefusedAsync(reader);
        Assert.Equal(2, desk.Asked);
    }

    private static async Task<string> RefusedAsync(QueueReader reader) =>
        (await Assert.ThrowsAsync<QueuesUnreachableException>(() => reader.ReadAsync(withMessages: false, TestContext.Current.CancellationToken))).Message;

    private sealed class ClosedDesk : IQueueDesk
    {
        public int Asked { get; private set; }

        public Task<IReadOnlyList<QueueReport>> ReadAsync(CancellationToken cancellationToken)
        {
            Asked++;
            throw new QueuesUnreachableException("Closed.");
        }

        public Task<Redelivery> RedeliverAsync(QueueDefinition queue, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
