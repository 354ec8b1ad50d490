using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Pipeline.Hosting.Bus;

/// <summary>
/// Declares the topology on a connection of its own: before the bus starts, and whenever the broker is back. One service
/// at a time, since a quorum queue that one is making must not be consumed from by another yet. The bus can't do this by
/// itself: its declarations run side by side, and if the connection is closed on them, their endpoint waits for ever.
/// </summary>
internal sealed partial class TopologyKeeper(
    IOptions<BusOptions> options, RabbitMqConnections connections, IHostApplicationLifetime lifetime, ILogger<TopologyKeeper> logger) : BackgroundService, IBusObserver
{
    /// <summary>Who has this turn declares.</summary>
    private const string Turn = "pipeline.topology";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource _declared = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the broker answers, and has the topology.</summary>
    public bool Connected { get; private set; }

    /// <summary>The bus starts once everything is declared.</summary>
    public async Task PreStart(IBus bus)
    {
        await using var given = lifetime.ApplicationStopping.Register(() => _declared.TrySetCanceled());
        await _declared.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Transport == BusTransport.Memory)
        {
            _declared.TrySetResult();
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await KeepAsync(stoppingToken);
            }
            catch (BrokerUnreachableException refused) when (refused.InnerException is AuthenticationFailureException)
            {
                _declared.TrySetResult(); // The bus says so itself, and ends the service.
            }
            catch (Exception trouble) when (RabbitMqConnections.IsTransportTrouble(trouble) && !stoppingToken.IsCancellationRequested)
            {
                Log.NotDeclared(logger, trouble.Message);
            }

            Connected = false;
            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Declares, and returns when the connection is lost.</summary>
    private async Task KeepAsync(CancellationToken stoppingToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        patience.CancelAfter(Patience);
        await using var connection = await connections.OpenAsync("topology", patience.Token);
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ConnectionShutdownAsync += (_, _) =>
        {
            lost.TrySetResult();
            return Task.CompletedTask;
        };
        await DeclareInTurnAsync(connection, patience.Token);
        (Connected, _) = (true, _declared.TrySetResult());
        await lost.Task.WaitAsync(stoppingToken);
    }

    private async Task DeclareInTurnAsync(IConnection connection, CancellationToken cancellationToken)
    {
        await RabbitMqConnections.TakeTurnAsync(connection, Turn, cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await new RabbitMqTopology(options.Value.DeliveryLimit).DeclareAsync(channel, cancellationToken);
        await RabbitMqConnections.EndTurnAsync(channel, Turn, cancellationToken);
    }

    void IBusObserver.PostCreate(IBus bus)
    {
    }

    void IBusObserver.CreateFaulted(Exception exception)
    {
    }

    Task IBusObserver.PostStart(IBus bus, Task<BusReady> busReady) => Task.CompletedTask;

    Task IBusObserver.StartFaulted(IBus bus, Exception exception) => Task.CompletedTask;

    Task IBusObserver.PreStop(IBus bus) => Task.CompletedTask;

    Task IBusObserver.PostStop(IBus bus) => Task.CompletedTask;

    Task IBusObserver.StopFaulted(IBus bus, Exception exception) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The queues could not be declared, it is tried again: {Reason}")]
        public static partial void NotDeclared(ILogger logger, string reason);
    }
}
