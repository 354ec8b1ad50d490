using System.Data.Common;
using Npgsql;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Persistence.Postgres;

/// <summary>Statements on PostgreSQL: each commits by itself.</summary>
public sealed class PostgresLedgerDatabase(NpgsqlDataSource source) : LedgerDatabase(new PostgresDialect())
{
    /// <inheritdoc />
    public override async Task<List<T>> WriteAsync<T>(
        string sql, IReadOnlyDictionary<string, object?> parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = Command(connection, sql, parameters);
        return await RowsAsync(command, read, cancellationToken);
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
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
