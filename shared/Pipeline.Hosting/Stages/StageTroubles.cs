using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Domain.Errors;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Hosting.Stages;

/// <summary>Turns trouble into one of the closed outcomes: again at a time, or give up.</summary>
public sealed partial class StageTroubles(RecordLedger ledger, StageBells bells, IOptions<LedgerOptions> options, ILogger<StageTroubles> logger)
{
    /// <summary>When records with so many tries behind them come again; null: never.</summary>
    public TimeSpan? Again(ErrorKind kind, int tries, TimeSpan? retryAfter) =>
        RetryPolicy.Again(kind, tries, options.Value.MaxTries, options.Value.Backoff, retryAfter, Jitter());

    /// <summary>Writes the outcome of trouble for claims of one stage.</summary>
    public async Task WriteAsync(IEnumerable<RecordClaim> claims, RecordTrouble trouble, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trouble);
        var outcomes = claims.Select(claim => (Claim: claim, Delay: Again(trouble.Kind, claim.Tries, retryAfter))).ToList();
        var again = outcomes.Where(outcome => outcome.Delay is not null)
            .Select(outcome => new AgainRecord(outcome.Claim.RecordId, outcome.Claim.Fencing, outcome.Delay!.Value, false, trouble)).ToList();
        var failed = outcomes.Where(outcome => outcome.Delay is null)
            .Select(outcome => new FailedRecord(outcome.Claim.RecordId, outcome.Claim.Fencing, trouble)).ToList();
        if (again.Count > 0)
        {
            Log.Again(logger, again.Count, trouble.Stage, trouble.Kind, trouble.Message);
            await ledger.AgainAsync(again, cancellationToken);
        }

        if (failed.Count == 0) return;
        Log.Failed(logger, failed.Count, trouble.Stage, trouble.Kind, trouble.Message);
        await bells.FailedAsync(await ledger.FailedAsync(failed, cancellationToken), trouble, cancellationToken);
    }

    /// <summary>Puts records back as they were: nothing went wrong, it only isn't their time.</summary>
    public Task PutBackAsync(IEnumerable<RecordClaim> claims, TimeSpan delay, CancellationToken cancellationToken, bool slotsReserved = false) =>
        ledger.AgainAsync(claims.Select(claim => new AgainRecord(claim.RecordId, claim.Fencing, delay, slotsReserved, null)), cancellationToken);

#pragma warning disable CA5394 // Back-off needs no secret.
    private static double Jitter() => Random.Shared.NextDouble();
#pragma warning restore CA5394

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Count} records come again to {Stage}: {Kind}: {Message}")]
        public static partial void Again(ILogger logger, int count, Domain.Records.Stage stage, ErrorKind kind, string message);

        [LoggerMessage(2, LogLevel.Warning, "{Count} records failed in {Stage}: {Kind}: {Message}")]
        public static partial void Failed(ILogger logger, int count, Domain.Records.Stage stage, ErrorKind kind, string message);
    }
}
