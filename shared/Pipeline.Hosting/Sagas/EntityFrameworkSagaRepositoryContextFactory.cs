using MassTransit;
using MassTransit.Middleware;
using MassTransit.Saga;
using Microsoft.EntityFrameworkCore;

namespace Pipeline.Hosting.Sagas;

/// <summary>Opens a DbContext for each message that a saga gets, and for each look at its instances.</summary>
internal sealed class EntityFrameworkSagaRepositoryContextFactory<TDbContext, TSaga>(
    IDbContextFactory<TDbContext> contexts, ISagaConsumeContextFactory<TDbContext, TSaga> consumeContexts, SagaTurns<TSaga> turns) :
    ISagaRepositoryContextFactory<TSaga>,
    ILoadSagaRepositoryContextFactory<TSaga>,
    IQuerySagaRepositoryContextFactory<TSaga>
    where TDbContext : DbContext
    where TSaga : class, ISagaVersion
{
    public void Probe(ProbeContext context) => context.CreateScope("sagaRepository").Add("persistence", "entityFramework");

    public async Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next)
        where T : class
    {
        using var turn = await turns.EnterAsync(context.CorrelationId ?? Guid.Empty, context.CancellationToken);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        await next.Send(Open(database, context));
    }

    public async Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next)
        where T : class
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var found = await Find(database, query, context.CancellationToken);
        await next.Send(new DefaultSagaRepositoryQueryContext<TSaga, T>(Open(database, context), found));
    }

    Task<T> ILoadSagaRepositoryContextFactory<TSaga>.Execute<T>(
        Func<LoadSagaRepositoryContext<TSaga>, Task<T>> asyncMethod, CancellationToken cancellationToken) =>
        Look(asyncMethod, cancellationToken);

    Task<T> IQuerySagaRepositoryContextFactory<TSaga>.Execute<T>(
        Func<QuerySagaRepositoryContext<TSaga>, Task<T>> asyncMethod, CancellationToken cancellationToken) =>
        Look(asyncMethod, cancellationToken);

    internal static async Task<IList<Guid>> Find(TDbContext database, ISagaQuery<TSaga> query, CancellationToken cancellationToken) =>
        await database.Set<TSaga>().Where(query.FilterExpression).Select(saga => saga.CorrelationId).ToListAsync(cancellationToken);

    private EntityFrameworkSagaRepositoryContext<TDbContext, TSaga, T> Open<T>(TDbContext database, ConsumeContext<T> context)
        where T : class => new(database, context, consumeContexts);

    private async Task<T> Look<T>(Func<EntityFrameworkSagaLookContext<TDbContext, TSaga>, Task<T>> look, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await look(new EntityFrameworkSagaLookContext<TDbContext, TSaga>(database, cancellationToken));
    }
}
