using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Sagas;
using Pipeline.Hosting.Tests.Bus;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Hosting.Tests.Sagas;

/// <summary>The repository on both databases and both transports.</summary>
public sealed class SagaRepositoryTests(RabbitMqVirtualHost virtualHost) : IClassFixture<RabbitMqVirtualHost>
{
    private const int Ticks = 300;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(BusTransport.Memory, false)]
    [InlineData(BusTransport.Memory, true)]
    [InlineData(BusTransport.RabbitMq, false)]
    [InlineData(BusTransport.RabbitMq, true)]
    [Trait("Promise", "P-LOST")]
    public async Task Of_300_ticks_on_one_saga_16_at_once_none_is_lost_and_none_counts_twice(BusTransport transport, bool postgres)
    {
        await using var database = await CounterDatabase.CreateAsync(postgres);
        await using var host = await StartAsync(transport, database);
        var id = Guid.CreateVersion7();

        await Task.WhenAll(Enumerable.Range(1, Ticks).Select(number => host.Service<IBus>().Publish(new Tick(id, number), Cancellation))).WaitAsync(Patience, Cancellation);

        await Eventually.BecomeAsync(() => TicksAsync(database, id), ticks => ticks == Ticks, Patience, "all ticks are counted", Cancellation);
        await using var look = database.Open();
        Assert.Equal(Ticks, await look.Notes.CountAsync(note => note.CounterId == id, Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_an_activity_writes_and_the_saga_are_saved_together_or_not_at_all(bool postgres)
    {
        await using var database = await CounterDatabase.CreateAsync(postgres);
        await using var host = await StartAsync(BusTransport.Memory, database);
        var id = Guid.CreateVersion7();

        // The note's key is taken, so the tick can never be saved.
        await using (var before = database.Open())
        {
            before.Add(new TickNote { CounterId = id, Number = 7 });
            await before.SaveChangesAsync(Cancellation);
        }

        await host.Service<IBus>().Publish(new Tick(id, 7), Cancellation).WaitAsync(Patience, Cancellation);
        await host.Service<IBus>().Publish(new Tick(id, 8), Cancellation).WaitAsync(Patience, Cancellation);

        await Eventually.TrueAsync(() => host.Logs.GetSnapshot().Any(log => log is { Exception: ConcurrencyException, Level: LogLevel.Error }), Patience, "it is given up", Cancellation);
        await Eventually.BecomeAsync(() => TicksAsync(database, id), ticks => ticks > 0, Patience, "the other tick counts", Cancellation);
        Assert.Equal(1, await TicksAsync(database, id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_saga_that_ends_is_gone_and_can_be_looked_at_until_then(bool postgres)
    {
        await using var database = await CounterDatabase.CreateAsync(postgres);
        await using var host = await StartAsync(BusTransport.Memory, database);
        var id = Guid.CreateVersion7();
        var sagas = host.Service<ILoadSagaRepository<Counter>>();

        await host.Service<IBus>().Publish(new Tick(id, 1), Cancellation).WaitAsync(Patience, Cancellation);
        await Eventually.BecomeAsync(() => sagas.Load(id), saga => saga is { State: "Counting" }, Patience, "it counts", Cancellation);
        await host.Service<IBus>().Publish(new Finish(id), Cancellation).WaitAsync(Patience, Cancellation);

        await Eventually.BecomeAsync(() => sagas.Load(id), saga => saga is null, Patience, "it is gone", Cancellation);
    }

    [Fact]
    public async Task A_saga_whose_version_guards_nothing_is_refused()
    {
        await using var database = new UnguardedDbContext();

        var refusal = Assert.Throws<InvalidOperationException>(() => SagaConflict.ThrowIfUnguarded<Counter>(database));

        Assert.Contains("concurrency token", refusal.Message, StringComparison.Ordinal);
    }

    private Task<TestHost> StartAsync(BusTransport transport, CounterDatabase database) => TestHost.StartAsync(
        builder =>
        {
            builder.Services.AddDbContextFactory<CounterDbContext>(database.Use);
            builder.Services.AddPipelineSaga<CounterStateMachine, Counter, CounterDefinition>(
                saga => saga.EntityFrameworkRepository(repository => repository.ExistingDbContext<CounterDbContext>()));
        },
        transport == BusTransport.Memory ? BusSettings.Memory : BusSettings.Over(virtualHost));

    private static async Task<int> TicksAsync(CounterDatabase database, Guid id)
    {
        await using var look = database.Open();
        return await look.Counters.Where(counter => counter.CorrelationId == id).Select(counter => counter.Ticks).FirstOrDefaultAsync(Cancellation);
    }

    private sealed class UnguardedDbContext : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseSqlite("Data Source=:memory:");

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Counter>().HasKey(counter => counter.CorrelationId);
    }
}
