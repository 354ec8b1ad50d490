using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Hosting.Periodic;

/// <summary>Adds what a service does again and again.</summary>
public static class PeriodicRegistration
{
    /// <summary>Lets the service do <typeparamref name="TWork"/> from its start to its stop.</summary>
    /// <param name="services">The service's container.</param>
    /// <param name="interval">From one turn to the next; asked once all options are known to be good.</param>
    public static IServiceCollection AddPeriodicWork<TWork>(this IServiceCollection services, Func<IServiceProvider, TimeSpan> interval)
        where TWork : class, IPeriodicWork
    {
        ArgumentNullException.ThrowIfNull(interval);
        services.AddSingleton<TWork>();
        return services.AddHostedService(provider => ActivatorUtilities.CreateInstance<PeriodicService<TWork>>(provider, () => interval(provider)));
    }
}
