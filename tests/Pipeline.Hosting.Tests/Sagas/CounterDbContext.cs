using Microsoft.EntityFrameworkCore;

namespace Pipeline.Hosting.Tests.Sagas;

internal sealed class CounterDbContext(DbContextOptions<CounterDbContext> options) : DbContext(options)
{
    public DbSet<Counter> Counters => Set<Counter>();

    public DbSet<TickNote> Notes => Set<TickNote>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Counter>().HasKey(counter => counter.CorrelationId);
        modelBuilder.Entity<Counter>().Property(counter => counter.Version).IsConcurrencyToken();
        modelBuilder.Entity<TickNote>().HasKey(note => new { note.CounterId, note.Number });
    }
}

/// <summary>What an activity of the saga writes beside it.</summary>
internal sealed class TickNote
{
    public Guid CounterId { get; set; }

    public int Number { get; set; }
}
