using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Pipeline.Hosting.Sagas;

/// <summary>Says which DbContext keeps a saga.</summary>
public sealed class EntityFrameworkSagaRepositoryConfigurator<TSaga>
    where TSaga : class, ISagaVersion
{
    private readonly ISagaRepositoryRegistrationConfigurator<TSaga> _services;

    internal EntityFrameworkSagaRepositoryConfigurator(ISagaRepositoryRegistrationConfigurator<TSaga> services) => _services = services;

    /// <summary>
    /// Takes the DbContext from the container's <see cref="IDbContextFactory{TContext}"/>: one per message and try. The
    /// saga's activities reach the same one with <c>context.GetPayload&lt;TDbContext&gt;()</c>; what they change in it is
    /// saved together with the saga, or not at all.
    /// </summary>
    public void ExistingDbContext<TDbContext>()
        where TDbContext : DbContext
    {
        _services.TryAddSingleton<SagaTurns<TSaga>>();
        _services.RegisterSagaRepository<TSaga, TDbContext, SagaConsumeContextFactory<TDbContext, TSaga>, EntityFrameworkSagaRepositoryContextFactory<TDbContext, TSaga>>();
        _services.RegisterLoadSagaRepository<TSaga, EntityFrameworkSagaRepositoryContextFactory<TDbContext, TSaga>>();
        _services.RegisterQuerySagaRepository<TSaga, EntityFrameworkSagaRepositoryContextFactory<TDbContext, TSaga>>();
    }
}
