using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Testing.Stages;

/// <summary>One worker of a stage: the service's own parts on a test's database, with a bus of its own in memory.</summary>
public sealed class StageWorker : IAsyncDisposable
{
    private const string MasterKey = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private readonly IHost _host;
    private readonly ConcurrentQueue<object> _rung = new();

    private StageWorker(IHost host)
    {
        _host = host;
        host.Services.GetRequiredService<IBusControl>().ConnectPublishObserver(new Listener(_rung));
    }

    /// <summary>The worker's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Starts a worker.</summary>
    /// <param name="database">The database, whose clock it goes by.</param>
    /// <param name="addStage">Adds the stage.</param>
    /// <param name="allowedHosts">What it may reach although it is internal.</param>
    public static async Task<StageWorker> StartAsync(TestDatabase database, Action<IHostApplicationBuilder> addStage, string allowedHosts)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "stage" });
        builder.Configuration.AddInMemoryCollection(
            [new("Secrets:MasterKey", MasterKey), new("Bus:Transport", "memory"), new("Http:AllowedInternalHosts", allowedHosts)]);
        builder.Services.AddSingleton<TimeProvider>(database.Clock);
        builder.Services.AddSingleton(WorkerIdentity.For("stage"));
        builder.AddPipelineHost("stage");
        database.Register(builder.Services);
        addStage(builder);
        builder.AddPipelineBus();
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    /// <summary>The messages that it published, of one type.</summary>
    public IReadOnlyList<T> Rung<T>() => [.. _rung.OfType<T>()];

    /// <summary>Delivers a message to the stage's consumer, as the bus does.</summary>
    public async Task DeliverAsync<TConsumer, TMessage>(TMessage message, bool redelivered = false, CancellationToken cancellationToken = default)
        where TConsumer : class, IConsumer<TMessage>
        where TMessage : class
    {
        await using var scope = Services.CreateAsyncScope();
        var consumer = ActivatorUtilities.GetServiceOrCreateInstance<TConsumer>(scope.ServiceProvider);
        await consumer.Consume(Delivery.Of(message, redelivered, cancellationToken));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private sealed class Listener(ConcurrentQueue<object> rung) : IPublishObserver
    {
        public Task PrePublish<T>(PublishContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class
        {
            rung.Enqueue(context.Message);
            return Task.CompletedTask;
        }

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
