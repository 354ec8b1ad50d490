using Pipeline.Testing.Processes;

namespace Pipeline.Testing.Servers;

/// <summary>A RabbitMQ of a test's own, from the installed programs: for tests that stop or kill it. All others share <see cref="RabbitMqServer"/>.</summary>
public sealed class PrivateRabbitMq : IAsyncDisposable
{
    private readonly ServerProcess process;

    private PrivateRabbitMq()
    {
        var (amqp, management) = (FreePort.Next(), FreePort.Next());
        int[] ports = [amqp, management, FreePort.Next(), FreePort.Next()];
        process = new ServerProcess("rabbitmq.sh", ports, ProcessSignal.Terminate, cancellation => Server!.Management.AnswersAsync(cancellation));
        Server = new RabbitMqServer(
            new Uri($"amqp://pipeline:{process.Password}@127.0.0.1:{amqp}/"), new Uri($"http://pipeline:{process.Password}@127.0.0.1:{management}/"));
    }

    /// <summary>What virtual hosts are made on; valid over stops and starts, the ports stay the same.</summary>
    public RabbitMqServer Server { get; }

    /// <summary>Starts a new one; returns when it answers.</summary>
    /// <exception cref="ServerUnavailableException">RabbitMQ isn't installed, or didn't start.</exception>
    public static async Task<PrivateRabbitMq> StartNewAsync(CancellationToken cancellation = default)
    {
        var server = new PrivateRabbitMq();
        await server.StartAsync(cancellation);
        return server;
    }

    /// <summary>Starts it again, with the virtual hosts, queues and messages that it had.</summary>
    public Task StartAsync(CancellationToken cancellation = default) => process.StartAsync(cancellation);

    /// <summary>Stops it orderly.</summary>
    public Task StopAsync() => process.StopAsync();

    /// <summary>SIGKILL to all of it.</summary>
    public Task KillAsync() => process.KillAsync();

    /// <summary>SIGKILL to all of it, and its data goes, too; when it answers again there is only its virtual host <c>/</c>, empty.</summary>
    public async Task WipeAsync(CancellationToken cancellation = default)
    {
        await process.WipeAsync();
        await process.StartAsync(cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => process.DisposeAsync();
}
