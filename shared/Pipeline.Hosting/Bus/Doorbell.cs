using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Bus;

/// <summary>
/// Publishes messages that may be lost, because a row in the database rings again: never waits longer than
/// <see cref="BusOptions.PublishTimeout"/> for the broker, and never fails the work that it announces.
/// </summary>
public sealed partial class Doorbell(IBusControl bus, IOptions<BusOptions> options, DoorbellMetrics metrics, ILogger<Doorbell> logger)
{
    /// <summary>False while the broker is known to be away: what many bells would be rung for can wait.</summary>
    public bool Ready => bus.CheckHealth().Status != BusHealthStatus.Unhealthy;

    /// <summary>Publishes one message.</summary>
    /// <param name="message">One of <c>Pipeline.Contracts</c>.</param>
    /// <param name="cancellationToken">The caller's own wish to stop.</param>
    /// <returns>True if the broker took it and it has a queue; false if it is lost.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<bool> TryPublishAsync(object message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        // A broker answers in real time, whatever clock the work goes by.
        using var patience = new CancellationTokenSource(options.Value.PublishTimeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await PublishAsync(message, either.Token).WaitAsync(either.Token);
            metrics.Rung(message);
            return true;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && IsTransportTrouble(failure))
        {
            metrics.Lost(message);
            Log.Lost(logger, message.GetType().Name, failure is OperationCanceledException ? "no answer in time" : failure.Message);
            return false;
        }
    }

    /// <summary>A returned message reached no queue: somebody deleted it. Publishing again declares it first.</summary>
    private async Task PublishAsync(object message, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(message, cancellationToken);
        }
        catch (MessageReturnedException)
        {
            await SendAsync(message, cancellationToken);
        }
    }

    private Task SendAsync(object message, CancellationToken cancellationToken)
    {
        var expected = PipelineTopology.QueueOf(message.GetType()) is not null;
        return bus.Publish(message, message.GetType(), Pipe.Execute<PublishContext>(context => context.Mandatory = expected), cancellationToken);
    }

    private static bool IsTransportTrouble(Exception failure) => failure is OperationCanceledException or MassTransitException;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The bus did not take {Message} ({Reason}); its row rings again later")]
        public static partial void Lost(ILogger logger, string message, string reason);
    }
}
