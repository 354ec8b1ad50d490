using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Pipeline.Persistence.Sqlite;

/// <summary>
/// Makes the connections that EF Core opens like the ledgers' own, and gives a turn at the write gate back at the latest
/// when the connection closes: a transaction that is only disposed of says nothing.
/// </summary>
internal sealed class SqliteConnectionInterceptor(TimeProvider clock, SqliteTurns turns) : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        SqliteSession.Prepare((SqliteConnection)connection, clock);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        SqliteSession.Prepare((SqliteConnection)connection, clock);
        return Task.CompletedTask;
    }

    public override void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => turns.End(connection);

    public override Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        turns.End(connection);
        return Task.CompletedTask;
    }
}

/// <summary>Leads the transactions that EF Core begins through the write gate.</summary>
internal sealed class SqliteTransactionInterceptor(SqliteTurns turns) : DbTransactionInterceptor
{
    public override InterceptionResult<DbTransaction> TransactionStarting(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result)
    {
        turns.Begin(connection, eventData.TransactionId);
        return result;
    }

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        await turns.BeginAsync(connection, eventData.TransactionId, cancellationToken);
        return result;
    }

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => turns.End(eventData.TransactionId);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        turns.End(eventData.TransactionId);
        return Task.CompletedTask;
    }

    public override void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) => turns.End(eventData.TransactionId);

    public override Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        turns.End(eventData.TransactionId);
        return Task.CompletedTask;
    }
}

/// <summary>Leads the bulk updates and deletes that EF Core sends outside a transaction through the write gate.</summary>
internal sealed class SqliteCommandInterceptor(SqliteTurns turns) : DbCommandInterceptor
{
    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (command.Transaction is null) await turns.BeginAsync(null, eventData.CommandId, cancellationToken);
        return result;
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        if (command.Transaction is null) turns.Begin(null, eventData.CommandId);
        return result;
    }

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        turns.End(eventData.CommandId);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        turns.End(eventData.CommandId);
        return ValueTask.FromResult(result);
    }

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => turns.End(eventData.CommandId);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        turns.End(eventData.CommandId);
        return Task.CompletedTask;
    }

    public override void CommandCanceled(DbCommand command, CommandEndEventData eventData) => turns.End(eventData.CommandId);

    public override Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default)
    {
        turns.End(eventData.CommandId);
        return Task.CompletedTask;
    }
}

/// <summary>The turns at the write gate that EF Core's transactions and commands hold.</summary>
internal sealed class SqliteTurns(SqliteWriteGate gate)
{
    private readonly ConcurrentDictionary<Guid, IDisposable> _byId = new();
    private readonly ConditionalWeakTable<DbConnection, IDisposable> _byConnection = [];

    public void Begin(DbConnection? connection, Guid id) => Hold(connection, id, gate.Enter());

    public async ValueTask BeginAsync(DbConnection? connection, Guid id, CancellationToken cancellationToken) =>
        Hold(connection, id, await gate.EnterAsync(cancellationToken));

    public void End(Guid id)
    {
        if (_byId.TryRemove(id, out var turn)) turn.Dispose();
    }

    public void End(DbConnection connection)
    {
        if (_byConnection.TryGetValue(connection, out var turn)) turn.Dispose();
    }

    private void Hold(DbConnection? connection, Guid id, IDisposable turn)
    {
        _byId[id] = turn;
        if (connection is not null) _byConnection.AddOrUpdate(connection, turn);
    }
}
