using System.Data.Common;
using System.Text.Json;

namespace Pipeline.Persistence.Ledger;

/// <summary>
/// Runs the ledgers' hand-written statements: one short transaction each, never open across anything else.
/// </summary>
public abstract class LedgerDatabase(SqlDialect dialect)
{
    /// <summary>What the statements' gaps are filled with.</summary>
    public SqlDialect Sql => dialect;

    /// <summary>Runs a statement that writes, in a transaction of its own, and reads what it returns.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">Its parameters: names without <c>@</c>.</param>
    /// <param name="read">Makes one result of one row.</param>
    /// <param name="cancellationToken">Ends it early; nothing is written then.</param>
    public abstract Task<List<T>> WriteAsync<T>(
        string sql, IReadOnlyDictionary<string, object?> parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    /// <summary>Runs a statement that only reads.</summary>
    public abstract Task<List<T>> ReadAsync<T>(
        string sql, IReadOnlyDictionary<string, object?> parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    /// <summary>Runs a statement that writes; how many rows its last part touched.</summary>
    public abstract Task<int> ExecuteAsync(string sql, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken);

    /// <summary>Runs a statement that writes as a part of a transaction that is open already, on the transaction's own connection.</summary>
    internal async Task<int> ExecuteAsync(DbTransaction transaction, string sql, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        await using var command = Command(connection, sql, parameters);
        command.Transaction = transaction;
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What is asked, as JSON: one object per row.</summary>
    internal static string Json<T>(IEnumerable<T> rows) => JsonSerializer.Serialize(rows, JsonOptions);

    private static readonly JsonSerializerOptions JsonOptions = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Makes a command ready.</summary>
    protected DbCommand Command(DbConnection connection, string sql, IReadOnlyDictionary<string, object?> parameters)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(parameters);
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is ours, made of constants; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters) Sql.Bind(command, name, value);
        return command;
    }

    /// <summary>Reads the rows of the last result set.</summary>
    protected static async Task<List<T>> RowsAsync<T>(DbCommand command, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(read);
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        do
        {
            while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        }
        while (await reader.NextResultAsync(cancellationToken));
        return rows;
    }
}
