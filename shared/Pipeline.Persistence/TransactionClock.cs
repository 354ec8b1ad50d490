using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Pipeline.Persistence;

/// <summary>Measures the transactions of EF Core, those that <c>SaveChanges</c> makes among them.</summary>
internal sealed class TransactionClock(TransactionTimes times) : DbTransactionInterceptor
{
    private readonly ConcurrentDictionary<Guid, long> _begun = new();

    public override DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        Begin(eventData);
        return result;
    }

    public override ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        Begin(eventData);
        return ValueTask.FromResult(result);
    }

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => End(eventData);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        End(eventData);
        return Task.CompletedTask;
    }

    public override void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) => End(eventData);

    public override Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        End(eventData);
        return Task.CompletedTask;
    }

    public override void TransactionFailed(DbTransaction transaction, TransactionErrorEventData eventData) => End(eventData);

    public override Task TransactionFailedAsync(DbTransaction transaction, TransactionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        End(eventData);
        return Task.CompletedTask;
    }

    private void Begin(TransactionEventData transaction) => _begun[transaction.TransactionId] = Stopwatch.GetTimestamp();

    /// <summary>One that is disposed without an end is rolled back by the driver, and EF Core says nothing of it: its beginning is forgotten when there are many.</summary>
    private void End(TransactionEventData transaction)
    {
        if (_begun.TryRemove(transaction.TransactionId, out var begun)) times.Ended(Stopwatch.GetElapsedTime(begun), "unit", $"of {transaction.Context?.GetType().Name}");
        if (_begun.Count > 1_000) _begun.Clear();
    }
}
