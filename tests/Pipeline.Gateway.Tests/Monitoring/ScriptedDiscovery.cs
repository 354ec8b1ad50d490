using System.Collections.Concurrent;
using System.Threading.Channels;
using MassTransit;
using Pipeline.Contracts;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Jobs;
using Pipeline.Hosting.Bus;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Tests.Monitoring;

/// <summary>How the next run ends.</summary>
/// <param name="End">Its job's end; null: it doesn't end by itself.</param>
/// <param name="Saved">New records.</param>
/// <param name="Kind">What went wrong.</param>
/// <param name="Permanent">Whether trying again can't help.</param>
internal sealed record RunScript(JobStatus? End, int Saved = 0, ErrorKind? Kind = null, bool Permanent = false);

/// <summary>A Discovery worker without a site: each run ends as it is told, the unscripted ones find nothing.</summary>
internal sealed class ScriptedDiscovery(JobLedger jobs)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<RunScript> _scripts = new();
    private readonly Channel<JobClaim> _runs = Channel.CreateUnbounded<JobClaim>();

    public void Finds(int records) => _scripts.Enqueue(new(JobStatus.Succeeded, records));

    public void Stumbles() => _scripts.Enqueue(new(JobStatus.Failed, Kind: ErrorKind.Timeout));

    public void IsRefused(ErrorKind kind = ErrorKind.SiteChanged) => _scripts.Enqueue(new(JobStatus.Failed, Kind: kind, Permanent: true));

    /// <summary>The next run goes on until the test ends it.</summary>
    public void Holds() => _scripts.Enqueue(new(null));

    /// <summary>The next run that a worker began.</summary>
    public async Task<JobClaim> NextRunAsync(Guid process)
    {
        var run = await _runs.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);
        Assert.Equal(process, run.ProcessId);
        return run;
    }

    /// <summary>Runs that began and that the test didn't ask for.</summary>
    public int Unasked => _runs.Reader.Count;

    public async Task RunAsync(DiscoverArticles message, IPublishEndpoint bus)
    {
        if (await jobs.ClaimAsync(message.JobId, CancellationToken.None) is not { } claim) return;
        var script = _scripts.TryDequeue(out var given) ? given : new(JobStatus.Succeeded);
        if (script.End is not null) await EndAsync(claim, script, bus);
        _runs.Writer.TryWrite(claim);
    }

    public async Task EndAsync(JobClaim claim, RunScript script, IPublishEndpoint bus)
    {
        var error = script.Kind is null ? null : $"It failed: {script.Kind}.";
        await jobs.FinishAsync(claim, script.End!.Value, new(100, "Done", script.Saved, script.Saved, script.Saved), script.Kind, error, CancellationToken.None);
        await bus.Publish(
            script.End == JobStatus.Succeeded
                ? new DiscoveryCompleted(claim.ProcessId, claim.JobId, claim.Epoch, script.Saved)
                : (object)new DiscoveryFailed(claim.ProcessId, claim.JobId, claim.Epoch, (script.Kind ?? ErrorKind.Internal).Name(), error ?? "cancelled", script.Permanent));
    }
}

internal sealed class ScriptedDiscoveryConsumer(ScriptedDiscovery discovery) : IConsumer<DiscoverArticles>
{
    public Task Consume(ConsumeContext<DiscoverArticles> context) => discovery.RunAsync(context.Message, context);
}

internal sealed class ScriptedDiscoveryDefinition : ConsumerDefinition<ScriptedDiscoveryConsumer>
{
    public ScriptedDiscoveryDefinition() => Endpoint(endpoint => endpoint.Name = PipelineQueues.Discovery);
}
