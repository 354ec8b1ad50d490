using System.Data.Common;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Faults;
using Pipeline.Domain.Jobs;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Stages;
using Pipeline.Persistence.Ledger;
using Pipeline.SiteAccess;
using Pipeline.Sites;

namespace Pipeline.Discovery;

/// <summary>One look at the site for one process. However it ends, its job row and a message say so.</summary>
public sealed partial class DiscoveryRun(
    JobLedger jobs, DiscoveryFinder finder, StageBells bells, Doorbell doorbell, DiscoveryWorks works, TimeProvider clock,
    IOptions<DiscoveryOptions> options, ILogger<DiscoveryRun> logger)
{
    private static readonly Func<ILogger, Guid, Guid, IDisposable?> Scope = LoggerMessage.DefineScope<Guid, Guid>("{JobId} {ProcessId}");

    public async Task RunAsync(JobClaim claim, CancellationToken stopping)
    {
        using var scope = Scope(logger, claim.JobId, claim.ProcessId);
        using var patience = new CancellationTokenSource(options.Value.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, patience.Token);
        await using var watch = new RunWatch(jobs, claim, clock, either.Token);
        try
        {
            var work = await works.LoadAsync(claim.ProcessId, watch.Token);
            var found = await finder.FindAsync(work, claim, watch, watch.Token);
            await bells.RingAsync(found, CancellationToken.None);
            CrashPoints.Pass(CrashPoint.DiscoveryAnnounced);
            await EndAsync(claim, watch, JobStatus.Succeeded, null, null);
        }
        catch (Exception ended) when (ended is OperationCanceledException or PermitRefusedException)
        {
            if (patience.IsCancellationRequested)
                await EndAsync(claim, watch, JobStatus.TimedOut, ErrorKind.Timeout, $"The run took longer than {options.Value.Timeout.TotalSeconds:0} s.");
            else if (watch.Pulse != JobPulse.Lost)
                await EndAsync(claim, watch, JobStatus.Cancelled, null, stopping.IsCancellationRequested ? "The worker was stopped." : "The run was cancelled.");
        }
        catch (SiteException failed)
        {
            await EndAsync(claim, watch, JobStatus.Failed, failed.Kind, failed.Message);
        }
        catch (Exception bug) when (bug is not DbException)
        {
            Log.Bug(logger, bug);
            await EndAsync(claim, watch, JobStatus.Failed, ErrorKind.Internal, $"{bug.GetType().Name}: {bug.Message}");
        }
    }

    private async Task EndAsync(JobClaim claim, RunWatch watch, JobStatus status, ErrorKind? kind, string? error)
    {
        var progress = watch.Progress with { Progress = status == JobStatus.Succeeded ? 100 : watch.Progress.Progress };
        if (!await jobs.FinishAsync(claim, status, progress, kind, error, CancellationToken.None)) return;
        CrashPoints.Pass(CrashPoint.DiscoveryRunEnded);
        Log.Ended(logger, status, progress.Fetched, progress.Matched, progress.Saved, error ?? progress.Message);
        object message = status == JobStatus.Succeeded
            ? new DiscoveryCompleted(claim.ProcessId, claim.JobId, claim.Epoch, progress.Saved)
            : new DiscoveryFailed(
                claim.ProcessId, claim.JobId, claim.Epoch, kind is { } known ? known.Name() : "cancelled", error ?? "",
                kind is { } one && !RetryPolicy.IsTransient(one));
        await doorbell.TryPublishAsync(message, CancellationToken.None);
        CrashPoints.Pass(CrashPoint.DiscoveryRunTold);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Run {Status}: {Fetched} fetched, {Matched} matched, {Saved} saved; {Message}")]
        public static partial void Ended(ILogger logger, JobStatus status, int fetched, int matched, int saved, string message);

        [LoggerMessage(2, LogLevel.Error, "A run failed in a way nobody thought of")]
        public static partial void Bug(ILogger logger, Exception exception);
    }
}
