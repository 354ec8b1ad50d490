using Microsoft.Data.Sqlite;

namespace Pipeline.Persistence.Sqlite;

/// <summary>What every connection to the file must be told: how safe, how patient, and what time it is.</summary>
internal static class SqliteSession
{
    public static void Prepare(SqliteConnection connection, TimeProvider clock)
    {
        connection.CreateFunction("ledger_now", () => clock.GetUtcNow().UtcTicks, isDeterministic: false);
        // Its own knows A to Z only; PostgreSQL's knows umlauts too.
        connection.CreateFunction("lower", (string? text) => text?.ToLowerInvariant(), isDeterministic: true);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 30000; PRAGMA temp_store = MEMORY;";
        command.ExecuteNonQuery();
    }
}
