using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipeline.Domain.Records;
using Pipeline.Persistence;
using Pipeline.Testing.Ledger;
using Xunit;

namespace Pipeline.Testing.Stages;

/// <summary>A test of a stage, on whichever database: starts it, moves its time, asks the ledger.</summary>
/// <param name="database">The database.</param>
/// <param name="addStage">Adds the stage.</param>
public abstract class StageTest(TestDatabase database, Action<IHostApplicationBuilder> addStage) : IAsyncLifetime
{
    /// <summary>How long something may take that no clock of the test drives.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>No cancellation.</summary>
    protected static CancellationToken None => CancellationToken.None;

    /// <summary>The database.</summary>
    protected TestDatabase Database => database;

    /// <summary>The stage with all around it.</summary>
    protected StageHost Host { get; private set; } = null!;

    /// <summary>The first worker's services.</summary>
    protected IServiceProvider Services => Host.Services;

    /// <summary>The time of the test (UTC).</summary>
    protected DateTime Now => database.Clock.GetUtcNow().UtcDateTime;

    /// <inheritdoc />
    public virtual async ValueTask InitializeAsync() => Host = await StageHost.StartAsync(database, addStage, AllowedHosts);

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Host.DisposeAsync();
    }

    /// <summary>Internal hosts that the stage may reach besides the site.</summary>
    protected virtual string[] AllowedHosts => [];

    /// <summary>One of the first worker's services.</summary>
    protected T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Moves the time of database, site and workers.</summary>
    protected Task AdvanceAsync(TimeSpan by) => database.AdvanceAsync(by);

    /// <summary>Moves time on, second by second, until something that waits for it has ended.</summary>
    protected async Task FinishAsync(Task task)
    {
        await Eventually.TrueAsync(
            async () =>
            {
                if (!task.IsCompleted) await AdvanceAsync(TimeSpan.FromSeconds(1));
                return task.IsCompleted;
            },
            Patience, "it ends while time goes on");
        await task;
    }

    /// <summary>Waits, without moving time, for what happens elsewhere.</summary>
    protected static Task UntilAsync(Func<Task<bool>> condition, string expectation) => Eventually.TrueAsync(condition, Patience, expectation);

    /// <summary>A record's row.</summary>
    protected Task<ArticleRecord> RecordAsync(Guid id) => Services.RecordAsync(id);

    /// <summary>The rows of records, in their order.</summary>
    protected async Task<List<ArticleRecord>> RecordsAsync(IReadOnlyList<Guid> ids)
    {
        await using var context = await ContextAsync();
        var rows = await context.Records.AsNoTracking().Where(record => ids.Contains(record.Id)).ToListAsync();
        return [.. ids.Select(id => rows.Single(row => row.Id == id))];
    }

    /// <summary>What a person reads of the last trouble of a record; null: none.</summary>
    protected async Task<string?> ErrorAsync(Guid id)
    {
        await using var context = await ContextAsync();
        return await context.RecordErrors.Where(error => error.RecordId == id).Select(error => error.Message).SingleOrDefaultAsync();
    }

    /// <summary>The database's rows.</summary>
    protected Task<PipelineDbContext> ContextAsync() => Get<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync();
}
