using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Hosting.Tests.Database;

/// <summary>A transaction that takes too long is told of, whichever way it was begun.</summary>
[Trait("Promise", "P-TX")]
public sealed class TransactionTimesTests(PostgresTestDatabase database) : IClassFixture<PostgresTestDatabase>
{
    private readonly FakeLogCollector _logs = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_statement_of_the_ledger_by_its_words()
    {
        await using var services = Services();
        await services.GetRequiredService<LedgerDatabase>().ReadAsync("SELECT pg_sleep(0.6)", new Dictionary<string, object?>(), _ => true, Cancellation);
        Assert.Contains("SELECT pg_sleep", Assert.Single(Told()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_statements_together()
    {
        await using var services = Services();
        await using var context = await services.GetRequiredService<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync(Cancellation);
        await using var transaction = await ShortTransaction.BeginAsync(context, Cancellation);
        await context.Database.ExecuteSqlAsync($"SELECT pg_sleep(0.6)", Cancellation);
        await transaction.CommitAsync(Cancellation);
        Assert.Single(Told());
    }

    private ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILogger<TransactionTimes>>(new FakeLogger<TransactionTimes>(_logs));
        services.AddSingleton(WorkerIdentity.For("test"));
        return database.Register(services).BuildServiceProvider();
    }

    private List<string> Told() => [.. _logs.GetSnapshot().Where(log => log.Level == LogLevel.Warning).Select(log => log.Message)];
}
