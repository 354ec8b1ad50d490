using System.Data.Common;
using System.Diagnostics;
using Npgsql;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Persistence.Postgres;

/// <summary>Statements on PostgreSQL: each commits by itself.</summary>
public sealed class PostgresLedgerDatabase(NpgsqlDataSource source, TransactionTimes times) : LedgerDatabase(new PostgresDialect())
{
    /// <inheritdoc />
    public override async Task<List<T>> WriteAsync<T>(
        string sql, IReadOnlyDictionary<string, object?> parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = Command(connection, sql, parameters);
        var begun = Stopwatch.GetTimestamp();
        try
        {
            return await RowsAsync(command, read, cancellationToken);
        }
        finally
        {
            times.Ended(Stopwatch.GetElapsedTime(begun), "statement", sql);
        }
    }

    /// <inheritdoc />
    public override Task<List<T>> ReadAsync<T>(
        string sql, IReadOnlyDictionary<string, object?> parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken) =>
        WriteAsync(sql, parameters, read, cancellationToken);

    /// <inheritdoc />
    public override async Task<int> ExecuteAsync(string sql, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = Command(connection, sql, parameters);
        var begun = Stopwatch.GetTimestamp();
        try
        {
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
        finally
        {
            times.Ended(Stopwatch.GetElapsedTime(begun), "statement", sql);
        }
    }
}
