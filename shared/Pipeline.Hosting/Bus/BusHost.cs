using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Pipeline.Hosting.Bus;

/// <summary>
/// Starts the bus with the host, as MassTransit's own service does, and stops it before anything else stops: no message is
/// taken any more, those in hand are finished, what was only fetched goes back to the broker. Meanwhile HTTP still
/// answers: health says that the service is stopping.
/// </summary>
internal sealed class BusHost(MassTransitHostedService bus) : IHostedLifecycleService
{
    /// <summary>Takes the place of MassTransit's own service.</summary>
    public static void Register(IServiceCollection services)
    {
        var own = services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(MassTransitHostedService));
        services.Remove(own);
        services.AddSingleton<MassTransitHostedService>();
        services.AddHostedService<BusHost>();
    }

    public Task StartAsync(CancellationToken cancellationToken) => bus.StartAsync(cancellationToken);

    public Task StoppingAsync(CancellationToken cancellationToken) => bus.StopAsync(cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
