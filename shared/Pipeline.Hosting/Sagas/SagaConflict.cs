using System.Data.Common;
using MassTransit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Pipeline.Hosting.Sagas;

/// <summary>Tells a lost race from other trouble with the database.</summary>
internal static class SagaConflict
{
    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private const string PostgresUniqueViolation = "23505";

    // https://www.sqlite.org/rescode.html: SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE
    private const int SqlitePrimaryKey = 1555;
    private const int SqliteUnique = 2067;

    /// <summary>True if another event of the same instance was saved first.</summary>
    public static bool Is(DbUpdateException refused) => refused is DbUpdateConcurrencyException || IsUniqueViolation(refused);

    /// <summary>True if a row with this key is there already.</summary>
    public static bool IsUniqueViolation(DbUpdateException refused) => refused.InnerException switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqlitePrimaryKey or SqliteUnique,
        DbException other => other.SqlState == PostgresUniqueViolation,
        _ => false,
    };

    /// <summary>Without a concurrency token, two events at once would silently overwrite each other.</summary>
    public static void ThrowIfUnguarded<TSaga>(DbContext database)
        where TSaga : class, ISagaVersion
    {
        if (database.Model.FindEntityType(typeof(TSaga))?.FindProperty(nameof(ISagaVersion.Version)) is not { IsConcurrencyToken: true })
            throw new InvalidOperationException($"{typeof(TSaga).Name}.{nameof(ISagaVersion.Version)} must be mapped as a concurrency token in {database.GetType().Name}.");
    }
}
