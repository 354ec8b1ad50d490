using System.ComponentModel.DataAnnotations;

namespace Pipeline.Hosting.Database;

/// <summary>What carries the ledger.</summary>
public enum DatabaseProvider
{
    /// <summary>PostgreSQL 15 or newer.</summary>
    Postgres,

    /// <summary>A SQLite file: one process.</summary>
    Sqlite,
}

/// <summary>The database, section <c>Database</c>. Its connection string is <c>ConnectionStrings:Pipeline</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Database";

    /// <summary><c>postgres</c> or <c>sqlite</c>.</summary>
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Postgres;

    /// <summary>Connections kept open even when idle; null: 5 in the Gateway, 0 in a worker. PostgreSQL only.</summary>
    [Range(0, 1000)]
    public int? MinPoolSize { get; set; }

    /// <summary>Connections at most; null: 40 in the Gateway, 10 in a worker. PostgreSQL only.</summary>
    [Range(1, 1000)]
    public int? MaxPoolSize { get; set; }

    /// <summary>How long to wait for a free connection, and for the server to accept one.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// PostgreSQL ends a session of ours that has a transaction open and does nothing for so long: whoever froze in the
    /// middle of one keeps no row locked. 0: the server's own setting (for a pooler that refuses start-up options).
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan IdleInTransactionTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A connection older than this is replaced.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromSeconds(3600);
}
