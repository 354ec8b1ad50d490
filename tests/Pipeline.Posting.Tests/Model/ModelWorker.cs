using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Contracts;
using Pipeline.Hosting.Stages;
using Pipeline.Persistence.Ledger;
using Pipeline.Sites;
using Pipeline.Testing.Ledger;
using Pipeline.Testing.Stages;

namespace Pipeline.Posting.Tests.Model;

/// <summary>Posting's own parts on the real ledger, in front of the model site, with a clock that need not agree with the ledger's.</summary>
internal sealed class ModelWorker : IAsyncDisposable
{
    private readonly StageWorker _worker;

    private ModelWorker(StageWorker worker, SteppedDatabase ledger, FakeTimeProvider clock) => (_worker, Ledger, Clock) = (worker, ledger, clock);

    /// <summary>The worker's clock.</summary>
    public FakeTimeProvider Clock { get; }

    /// <summary>The ledger as this worker has it.</summary>
    public SteppedDatabase Ledger { get; }

    public IServiceProvider Services => _worker.Services;

    public static async Task<ModelWorker> StartAsync(TestDatabase database, LedgerDatabase real, ISite site)
    {
        var (clock, ledger) = (new FakeTimeProvider(TestDatabase.Start), new SteppedDatabase(real));
        var worker = await StageWorker.StartAsync(
            database,
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.AddPosting();
                builder.Services.RemoveAll<ISite>().AddSingleton(site);
                builder.Services.AddSingleton<TimeProvider>(clock);
                builder.Services.AddSingleton<LedgerDatabase>(ledger);

                // Leases are renewed when the model says so.
                builder.Services.AddSingleton(services => new LeaseKeeper(
                    services.GetRequiredService<RecordLedger>(), services.GetRequiredService<IOptions<LedgerOptions>>(), new FakeTimeProvider(),
                    services.GetRequiredService<ILogger<LeaseKeeper>>()));
            },
            "");
        return new(worker, ledger, clock);
    }

    /// <summary>Begins to work on a message.</summary>
    public Task<Life> BeginAsync(Guid process, Guid record) => Life.BeginAsync(
        record, () => _worker.DeliverAsync<PostingConsumer, CommentsApproved>(new(process, [record])));

    public ValueTask DisposeAsync() => _worker.DisposeAsync();
}
