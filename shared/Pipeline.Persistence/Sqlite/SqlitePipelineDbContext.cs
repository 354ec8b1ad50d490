using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Pipeline.Persistence.Sqlite;

/// <summary>The database as a SQLite file. Times and durations are whole ticks (100 ns), so that they compare and add up.</summary>
public sealed class SqlitePipelineDbContext : PipelineDbContext
{
    /// <summary>A context; each of its saves is a transaction, so that each passes the write gate.</summary>
    public SqlitePipelineDbContext(DbContextOptions<SqlitePipelineDbContext> options) : base(options) =>
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcTicksConverter>();
        configurationBuilder.Properties<TimeSpan>().HaveConversion<TimeSpanToTicksConverter>();
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);

        // SQLite numbers a row by itself only where the number alone is the key.
        modelBuilder.Entity<Domain.Records.RecordMoveEntry>().HasKey(move => move.Id);
    }

    private sealed class UtcTicksConverter() : ValueConverter<DateTime, long>(
        time => time.Ticks,
        ticks => new DateTime(ticks, DateTimeKind.Utc));
}
