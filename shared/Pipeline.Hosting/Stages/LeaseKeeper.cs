using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Hosting.Stages;

/// <summary>Renews the leases of what a worker holds, until it lets go.</summary>
public sealed partial class LeaseKeeper(RecordLedger ledger, IOptions<LedgerOptions> options, TimeProvider clock, ILogger<LeaseKeeper> logger)
{
    /// <summary>Holds claims; dispose the hold before or after writing the outcome, either is right.</summary>
    /// <param name="claims">What is held.</param>
    /// <param name="cancellationToken">The message's own.</param>
    public Hold Keep(IReadOnlyCollection<RecordClaim> claims, CancellationToken cancellationToken) => new(this, claims, cancellationToken);

    /// <summary>Claims that are being renewed.</summary>
    public sealed class Hold : IAsyncDisposable
    {
        private readonly CancellationTokenSource _ended;
        private readonly Task _renewing;

        internal Hold(LeaseKeeper keeper, IReadOnlyCollection<RecordClaim> claims, CancellationToken cancellationToken)
        {
            _ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _renewing = keeper.RenewAsync(claims, _ended);
        }

        /// <summary>Ends when none of the claims is held any more, when the message is given up, or when the hold is let go.</summary>
        public CancellationToken Token => _ended.Token;

        /// <inheritdoc/>
        public async ValueTask DisposeAsync()
        {
            await _ended.CancelAsync();
            await _renewing;
            _ended.Dispose();
        }
    }

    private async Task RenewAsync(IReadOnlyCollection<RecordClaim> claims, CancellationTokenSource ended)
    {
        var renewedAt = clock.GetTimestamp();
        using var timer = new PeriodicTimer(options.Value.RenewEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ended.Token))
            {
                try
                {
                    if ((await ledger.RenewAsync(claims, ended.Token)).Count == 0) break;
                    renewedAt = clock.GetTimestamp();
                }
                catch (DbException unreachable)
                {
                    Log.NotRenewed(logger, claims.Count, unreachable.Message);
                    if (clock.GetElapsedTime(renewedAt) >= options.Value.Lease) break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return; // Let go.
        }

        // Either all were moved on by their outcome, or they are lost: nothing more may be sent for them.
        await ended.CancelAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The leases of {Count} records could not be renewed: {Reason}")]
        public static partial void NotRenewed(ILogger logger, int count, string reason);
    }
}
