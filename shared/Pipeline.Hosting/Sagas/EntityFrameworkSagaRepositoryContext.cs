using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;
using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Faults;
using Pipeline.Persistence;

namespace Pipeline.Hosting.Sagas;

/// <summary>
/// Loads and saves one saga for one message. A conflict (somebody else saved it meanwhile, or inserted it first) becomes
/// a <see cref="ConcurrencyException"/>, which the saga's policy tries again in a fresh scope.
/// </summary>
internal sealed class EntityFrameworkSagaRepositoryContext<TDbContext, TSaga, TMessage>(
    TDbContext database, ConsumeContext<TMessage> context, ISagaConsumeContextFactory<TDbContext, TSaga> consumeContexts) :
    ConsumeContextScope<TMessage>(context, database),
    SagaRepositoryContext<TSaga, TMessage>
    where TDbContext : DbContext
    where TSaga : class, ISagaVersion
    where TMessage : class
{
    public async Task<SagaConsumeContext<TSaga, TMessage>> Add(TSaga instance)
    {
        database.Add(instance);
        return await CreateSagaConsumeContext(this, instance, SagaConsumeContextMode.Add);
    }

    public async Task<SagaConsumeContext<TSaga, TMessage>> Insert(TSaga instance)
    {
        var entry = database.Add(instance);
        try
        {
            await database.SaveChangesAsync(CancellationToken);
        }
        catch (DbUpdateException refused) when (DatabaseErrors.IsUniqueViolation(refused))
        {
            entry.State = EntityState.Detached;
            return null!;
        }

        return await CreateSagaConsumeContext(this, instance, SagaConsumeContextMode.Insert);
    }

    public async Task<SagaConsumeContext<TSaga, TMessage>> Load(Guid correlationId)
    {
        SagaConflict.ThrowIfUnguarded<TSaga>(database);
        var instance = await database.Set<TSaga>().FirstOrDefaultAsync(saga => saga.CorrelationId == correlationId, CancellationToken);
        return instance is null ? null! : await CreateSagaConsumeContext(this, instance, SagaConsumeContextMode.Load);
    }

    public Task Save(SagaConsumeContext<TSaga> context) => SaveAsync(context.Saga);

    public Task Update(SagaConsumeContext<TSaga> context) => SaveAsync(context.Saga);

    public Task Delete(SagaConsumeContext<TSaga> context)
    {
        database.Remove(context.Saga);
        return SaveAsync(context.Saga);
    }

    public Task Discard(SagaConsumeContext<TSaga> context)
    {
        database.ChangeTracker.Clear();
        return Task.CompletedTask;
    }

    public Task Undo(SagaConsumeContext<TSaga> context) => Discard(context);

    public Task<SagaConsumeContext<TSaga, T>> CreateSagaConsumeContext<T>(ConsumeContext<T> consumeContext, TSaga instance, SagaConsumeContextMode mode)
        where T : class => consumeContexts.CreateSagaConsumeContext(database, consumeContext, instance, mode);

    /// <summary>Everything that the saga and its activities changed, in one transaction; an ignored event writes nothing.</summary>
    private async Task SaveAsync(TSaga saga)
    {
        if (!database.ChangeTracker.HasChanges()) return;
        saga.Version++;
        try
        {
            await database.SaveChangesAsync(CancellationToken);
            CrashPoints.Pass(CrashPoint.SagaSaved);
        }
        catch (DbUpdateException refused) when (SagaConflict.Is(refused))
        {
            throw new ConcurrencyException("Somebody else saved the saga first", typeof(TSaga), saga.CorrelationId, refused);
        }
    }
}
