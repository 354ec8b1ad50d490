using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Pipeline.Hosting.Bus.Queues;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Hosting.Bus;

/// <summary>The one bus of a process, whichever services run in it.</summary>
public static class PipelineBus
{
    /// <summary>Adds a consumer. Its definition names one of <see cref="PipelineQueues"/> and says how many messages it takes at once.</summary>
    /// <exception cref="InvalidOperationException">It consumes a message that <see cref="PipelineTopology"/> doesn't know, or the bus is already built.</exception>
    public static IServiceCollection AddPipelineConsumer<TConsumer, TDefinition>(this IServiceCollection services)
        where TConsumer : class, IConsumer
        where TDefinition : class, IConsumerDefinition<TConsumer>
    {
        ArgumentNullException.ThrowIfNull(services);
        ThrowIfUnknown<TConsumer>();
        BusRegistrations.In(services).Add(bus => bus.AddConsumer<TConsumer, TDefinition>());
        return services;
    }

    /// <summary>Adds a saga.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="repository">Where its instances are kept, see <c>EntityFrameworkRepository</c> in <c>Pipeline.Hosting.Sagas</c>.</param>
    /// <exception cref="InvalidOperationException">The bus is already built.</exception>
    public static IServiceCollection AddPipelineSaga<TStateMachine, TSaga, TDefinition>(
        this IServiceCollection services, Action<ISagaRegistrationConfigurator<TSaga>> repository)
        where TStateMachine : class, SagaStateMachine<TSaga>
        where TSaga : class, SagaStateMachineInstance
        where TDefinition : class, ISagaDefinition<TSaga>
    {
        ArgumentNullException.ThrowIfNull(services);
        BusRegistrations.In(services).Add(bus => repository(bus.AddSagaStateMachine<TStateMachine, TSaga, TDefinition>()));
        return services;
    }

    /// <summary>
    /// Builds the bus with everything that was added. Call it last. The host counts as started
    /// (<see cref="IHostApplicationLifetime.ApplicationStarted"/>) only once the bus is connected and has declared the
    /// topology; HTTP answers before that.
    /// </summary>
    public static IHostApplicationBuilder AddPipelineBus(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddPipelineOptions<BusOptions>(BusOptions.Section);
        builder.AddPipelineOptions<RabbitMqOptions>(RabbitMqOptions.Section);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RabbitMqOptions>, RabbitMqOptionsValidation>());
        builder.Services.ConfigureOptions<BusLifetime>();
        builder.Services.TryAddSingleton<DoorbellMetrics>();
        builder.Services.TryAddSingleton<Doorbell>();
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.ConfigureHealthCheckOptions(check => check.Name = "bus");
            BusRegistrations.In(builder.Services).ApplyTo(bus);
            bus.AddConfigureEndpointsCallback(Shape);
            bus.AddBusObserver(services => services.GetRequiredService<TopologyKeeper>());
            bus.SetBusFactory(new TransportFromOptions());
        });
        BusHost.Register(builder.Services);
        builder.Services.AddSingleton<RabbitMqConnections>();
        builder.Services.AddSingleton<TopologyKeeper>();
        builder.Services.AddHostedService(services => services.GetRequiredService<TopologyKeeper>());
        builder.Services.AddHostedService<BusWatchdog>();
        builder.Services.AddSingleton<MemoryKeep>();
        builder.Services.AddSingleton<IQueueDesk>(services => services.GetRequiredService<IOptions<BusOptions>>().Value.Transport == BusTransport.Memory
            ? ActivatorUtilities.CreateInstance<MemoryQueueDesk>(services)
            : ActivatorUtilities.CreateInstance<RabbitMqQueueDesk>(services));
        return builder;
    }

    private static void Shape(IRegistrationContext context, string name, IReceiveEndpointConfigurator endpoint)
    {
        if (PipelineTopology.QueueNamed(name) is not { } queue) return;
        EndpointPolicy.Apply(endpoint, queue);
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
            RabbitMqTransport.Shape(rabbit, queue, context.GetRequiredService<IOptions<BusOptions>>().Value);
        else
            context.GetRequiredService<MemoryKeep>().Attach(endpoint, queue);
    }

    private static void ThrowIfUnknown<TConsumer>()
    {
        var messages = from contract in typeof(TConsumer).GetInterfaces()
                       where contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IConsumer<>)
                       select contract.GenericTypeArguments[0];
        foreach (var message in messages)
        {
            if (PipelineTopology.QueueOf(message) is null && !PipelineTopology.Announcements.Contains(message))
                throw new InvalidOperationException($"{typeof(TConsumer).Name} consumes {message.Name}, which {nameof(PipelineTopology)} doesn't know: no message would ever arrive.");
        }
    }
}
