using MassTransit;
using MassTransit.Middleware;
using MassTransit.Saga;
using Microsoft.EntityFrameworkCore;

namespace Pipeline.Hosting.Sagas;

/// <summary>Looks at a saga's instances without a message: for tests and for whoever asks what state one is in.</summary>
internal sealed class EntityFrameworkSagaLookContext<TDbContext, TSaga>(TDbContext database, CancellationToken cancellationToken) :
    BasePipeContext(cancellationToken),
    LoadSagaRepositoryContext<TSaga>,
    QuerySagaRepositoryContext<TSaga>
    where TDbContext : DbContext
    where TSaga : class, ISagaVersion
{
    public Task<TSaga> Load(Guid correlationId) =>
        database.Set<TSaga>().AsNoTracking().FirstOrDefaultAsync(saga => saga.CorrelationId == correlationId, CancellationToken)!;

    public async Task<SagaRepositoryQueryContext<TSaga>> Query(ISagaQuery<TSaga> query, CancellationToken cancellationToken) =>
        new DefaultSagaRepositoryQueryContext<TSaga>(
            this, await EntityFrameworkSagaRepositoryContextFactory<TDbContext, TSaga>.Find(database, query, cancellationToken));
}
