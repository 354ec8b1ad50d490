using System.Data.Common;
using Microsoft.Data.Sqlite;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Persistence.Sqlite;

/// <summary>Statements on SQLite: each in a transaction of its own, through the write gate.</summary>
public sealed class SqliteLedgerDatabase(string connectionString, SqliteWriteGate gate, TimeProvider clock) : LedgerDatabase(new SqliteDialect())
{
    /// <inheritdoc />
    public override async Task<List<T>> WriteAsync<T>(
        string sql, IReadOnlyDictionary<string, object?> parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = Command(connection, sql, parameters);
        command.Transaction = transaction;
        var rows = await RowsAsync(command, read, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return rows;
    }

    /// <inheritdoc />
    public override async Task<List<T>> ReadAsync<T>(
        string sql, IReadOnlyDictionary<string, object?> parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = Command(connection, sql, parameters);
        return await RowsAsync(command, read, cancellationToken);
    }

    /// <inheritdoc />
    public override async Task<int> ExecuteAsync(string sql, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = Command(connection, sql, parameters);
        command.Transaction = transaction;
        var touched = await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return touched;
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        SqliteSession.Prepare(connection, clock);
        return connection;
    }
}
