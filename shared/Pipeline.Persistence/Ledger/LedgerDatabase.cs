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

    /// <summary>What is asked at the same moment goes with one statement (<see cref="Gathering{T}"/>); false: each caller's goes by itself, in the caller's own flow.</summary>
    public virtual bool Gathers => true;

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

    /// <summary>The ledger's moment (UTC), asked as a part of a transaction that is open already.</summary>
    public async Task<DateTime> NowAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        await using var command = Command(transaction.Connection!, $"SELECT {Sql.Now}", Statement.With());
        command.Transaction = transaction;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return Sql.ReadTime(reader, 0)!.Value;
    }

    /// <summary>What is asked, as JSON: one object per row.</summary>
    internal static string Json<T>(IEnumerable<T> rows) => JsonSerializer.Serialize(rows, JsonOptions);

    /// <summary>One row of it.</summary>
    internal static string JsonOf<T>(T row) => JsonSerializer.Serialize(row, JsonOptions);

    /// <summary>A row of what is asked about something.</summary>
    internal static AskedRow Row<T>(object key, T columns) => new(key, JsonOf(columns));

    /// <summary>Rows that are JSON already, as one array.</summary>
    internal static string Json(IEnumerable<AskedRow> rows) => $"[{string.Join(',', rows.Select(row => row.Json))}]";

    /// <summary>Runs a statement that only reads over the rows that are asked for at the same moment: <c>@asked</c>. Its first column is the key.</summary>
    internal Gathering<T> GatherReads<T>(string sql, Func<DbDataReader, T> read) =>
        new(rows => ReadAsync(sql, Statement.With(("asked", Json(rows))), row => ((object)row.GetGuid(0), read(row)), CancellationToken.None), reads: true, alone: !Gathers);

    /// <summary>Gathers what is asked for by id at the same moment, for a query that isn't a statement of this ledger.</summary>
    /// <param name="read">Reads the rows with these ids; the key of each answer is its id.</param>
    public Gathering<T> GatherById<T>(Func<IReadOnlyList<Guid>, Task<List<(object Key, T Answer)>>> read) => GatherByKey(read);

    /// <summary>The same by another key than an id.</summary>
    public Gathering<T> GatherByKey<TKey, T>(Func<IReadOnlyList<TKey>, Task<List<(object Key, T Answer)>>> read) =>
        new(rows => read([.. rows.Select(row => (TKey)row.Key)]), reads: true, alone: !Gathers);

    /// <summary>Runs a statement that writes over the rows that are asked for at the same moment.</summary>
    internal Gathering<T> GatherWrites<T>(string sql, Func<DbDataReader, (object Key, T Answer)> read, params (string Name, object? Value)[] parameters) =>
        new(rows => WriteAsync(sql, Statement.With([("asked", Json(rows)), .. parameters]), read, CancellationToken.None), reads: false, alone: !Gathers);

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
