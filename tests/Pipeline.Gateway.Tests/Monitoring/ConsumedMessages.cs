using System.Collections.Concurrent;
using MassTransit;

namespace Pipeline.Gateway.Tests.Monitoring;

/// <summary>Tells a test when a message of its own has been dealt with.</summary>
internal sealed class ConsumedMessages : IReceiveObserver
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _expected = new();

    public Task Expect(Guid messageId) =>
        _expected.GetOrAdd(messageId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(Patience);

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class
    {
        if (context.MessageId is { } id && _expected.TryRemove(id, out var expected)) expected.SetResult();
        return Task.CompletedTask;
    }

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;
}
