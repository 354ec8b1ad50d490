using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Pipeline.Persistence;

/// <summary>Reads the few error codes that decide something.</summary>
public static class DatabaseErrors
{
    /// <summary>A unique index said no: PostgreSQL 23505, SQLite 1555 and 2067.</summary>
    public static bool IsUniqueViolation(Exception? exception) => exception switch
    {
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 1555 or 2067,
        DbException => false,
        null => false,
        _ => IsUniqueViolation(exception.InnerException),
    };

    /// <summary>A row that is still referred to: PostgreSQL 23503, SQLite 787 and 1811.</summary>
    public static bool IsForeignKeyViolation(Exception? exception) => exception switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.ForeignKeyViolation or "23001",
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 787 or 1811,
        DbException => false,
        null => false,
        _ => IsForeignKeyViolation(exception.InnerException),
    };

    /// <summary>
    /// The database is away, overloaded or shutting down: nothing is wrong with what was asked, and later it may work.
    /// PostgreSQL classes 08, 53, 57P; no connection; SQLite busy, locked, full, unreadable (5, 6, 10, 13, 14).
    /// </summary>
    public static bool IsUnavailable(Exception? exception) => exception switch
    {
        PostgresException postgres => postgres.SqlState.StartsWith("08", StringComparison.Ordinal)
            || postgres.SqlState.StartsWith("53", StringComparison.Ordinal) || postgres.SqlState.StartsWith("57P", StringComparison.Ordinal),
        NpgsqlException => true,
        SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 6 or 10 or 13 or 14,
        DbException => false,
        null => false,
        _ => IsUnavailable(exception.InnerException),
    };
}
