using Pipeline.Bench.Installations;

namespace Pipeline.Bench.Measuring;

/// <summary>What a database has used so far: what a cluster needs is worked out from it.</summary>
/// <param name="Bytes">On the disk.</param>
/// <param name="Log">Written to the write-ahead log, by all databases of the server.</param>
/// <param name="Transactions">Committed.</param>
internal sealed record LedgerUse(double Bytes, double Log, double Transactions)
{
    /// <summary>PostgreSQL's backends tell of their transactions at most once a second.</summary>
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(3);

    public static async Task<LedgerUse> ReadAsync(BenchInstallation installation, CancellationToken cancellation)
    {
        await Window.PassAsync(Told, cancellation);
        return new(
            await installation.NumberAsync("SELECT pg_database_size(current_database())", null, cancellation),
            await installation.NumberAsync("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')", null, cancellation),
            await installation.NumberAsync("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()", null, cancellation));
    }

    /// <summary>What each of so many records has cost since an earlier reading.</summary>
    public LedgerUse Each(LedgerUse since, int records) =>
        new((Bytes - since.Bytes) / records, (Log - since.Log) / records, (Transactions - since.Transactions) / records);
}
