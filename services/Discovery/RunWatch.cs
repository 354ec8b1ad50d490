using System.Data.Common;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Discovery;

/// <summary>Says every second how far a run is, and hears whether it is still wanted.</summary>
internal sealed class RunWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stop;
    private readonly Task _beating;

    public RunWatch(JobLedger jobs, JobClaim claim, TimeProvider clock, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _beating = BeatAsync(jobs, claim, clock);
    }

    /// <summary>How far it is: set by the run, written with the next beat.</summary>
    public JobProgress Progress { get; set; } = new(0, "Starting", 0, 0, 0);

    /// <summary>Why it must stop; <see cref="JobPulse.Go"/> while it need not.</summary>
    public JobPulse Pulse { get; private set; }

    /// <summary>Ends when the run is cancelled or lost, or the worker stops.</summary>
    public CancellationToken Token => _stop.Token;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _beating;
        _stop.Dispose();
    }

    private async Task BeatAsync(JobLedger jobs, JobClaim claim, TimeProvider clock)
    {
        var heardAt = clock.GetTimestamp();
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                try
                {
                    Pulse = await jobs.BeatAsync(claim, Progress, _stop.Token);
                    heardAt = clock.GetTimestamp();
                }
                catch (DbException)
                {
                    // The lease has room for missed beats; past it the run is somebody else's to end.
                    if (clock.GetElapsedTime(heardAt) >= jobs.Lease) Pulse = JobPulse.Lost;
                }

                if (Pulse != JobPulse.Go) await _stop.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }
}
