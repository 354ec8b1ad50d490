using System.Threading.Channels;

namespace Pipeline.Hosting.Tests.Bus;

/// <summary>What the consumers of a test got, in order.</summary>
internal sealed class Received
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<object> _messages = Channel.CreateUnbounded<object>();

    public void Add(object message) => _messages.Writer.TryWrite(message);

    public async Task<T> NextAsync<T>() =>
        Assert.IsType<T>(await _messages.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience));
}
