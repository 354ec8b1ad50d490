using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;
using Microsoft.EntityFrameworkCore;

namespace Pipeline.Hosting.Sagas;

/// <summary>
/// Keeps sagas in a DbContext, on MassTransit's public extension points. Named and shaped like the registration of
/// MassTransit's own Entity Framework package, so that the package can take its place.
/// </summary>
public static class EntityFrameworkSagaRegistration
{
    /// <summary>
    /// Keeps the saga in a DbContext, with optimistic concurrency: the saga's <see cref="ISagaVersion.Version"/> must be
    /// mapped as a concurrency token, and its definition must call <c>UseSagaPolicy</c>, which tries conflicts again.
    /// </summary>
    public static ISagaRegistrationConfigurator<TSaga> EntityFrameworkRepository<TSaga>(
        this ISagaRegistrationConfigurator<TSaga> registration, Action<EntityFrameworkSagaRepositoryConfigurator<TSaga>> configure)
        where TSaga : class, ISagaVersion
    {
        ArgumentNullException.ThrowIfNull(registration);
        ArgumentNullException.ThrowIfNull(configure);
        return registration.Repository(services => configure(new EntityFrameworkSagaRepositoryConfigurator<TSaga>(services)));
    }
}
