using System.Data.Common;
using Pipeline.Contracts;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Faults;
using Pipeline.Domain.Records;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Stages;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.Sites;

namespace Pipeline.Posting;

/// <summary>
/// Writes how a post ended. Nothing here is cancelled: what was begun is recorded, and what can't be recorded is found by
/// whoever takes the record over.
/// </summary>
public sealed partial class PostingOutcomes(PostingLedger posting, PostingEvidence evidence, StageBells bells, StageTroubles troubles, Doorbell doorbell, ILogger<PostingOutcomes> logger)
{
    /// <summary>How soon an unsure post is read back first.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(5);

    /// <summary>The account's own comments on a page that no record of ours accounts for.</summary>
    internal async Task<List<SiteComment>> UnknownOwnAsync(Guid siteId, CommentPage page, CancellationToken cancellationToken)
    {
        var own = page.Own.ToList();
        if (own.Count == 0) return own;
        var known = await evidence.KnownAsync(siteId, own.Select(comment => comment.OwnId!), cancellationToken);
        return [.. own.Where(comment => !known.Contains(comment.OwnId!))];
    }

    /// <summary>The site's own id is the proof.</summary>
    internal async Task PostedAsync(RecordClaim claim, string siteCommentId, Uri? url)
    {
        try
        {
            var moved = await posting.PostedAsync(claim.RecordId, siteCommentId, url?.AbsoluteUri, CancellationToken.None);
            if (moved.Count == 0) return;
            CrashPoints.Pass(CrashPoint.PostingProofWritten);
            Log.Posted(logger, claim.RecordId, siteCommentId);
            await doorbell.TryPublishAsync(new CommentPosted(claim.ProcessId, claim.RecordId, siteCommentId), CancellationToken.None);
            CrashPoints.Pass(CrashPoint.PostingAnnounced);
        }
        catch (DbException taken) when (DatabaseErrors.IsUniqueViolation(taken))
        {
            await UncertainAsync(claim, $"The site's comment {siteCommentId} belongs to another record already: it can't be told which is whose.");
        }
    }

    /// <summary>Certain that nothing was posted, and nothing is wrong: it comes again.</summary>
    internal Task BackAsync(RecordClaim claim, AttemptOutcome attempt, TimeSpan delay) =>
        posting.BackAsync(new(claim.RecordId, claim.Fencing, attempt, null), delay, CancellationToken.None);

    /// <summary>Certain that nothing was posted: again later, or never.</summary>
    internal async Task NotPostedAsync(RecordClaim claim, AttemptOutcome attempt, ErrorKind kind, string message, TimeSpan? retryAfter)
    {
        var trouble = new RecordTrouble(Stage.Posting, kind, message);
        var end = new PostingEnd(claim.RecordId, claim.Fencing, attempt, trouble);
        Log.NotPosted(logger, claim.RecordId, kind, message);
        if (troubles.Again(kind, claim.Tries, retryAfter) is { } delay) await posting.BackAsync(end, delay, CancellationToken.None);
        else await bells.FailedAsync(await posting.FailedAsync(end, CancellationToken.None), trouble, CancellationToken.None);
    }

    /// <summary>Proved: an unsure post did not get through. It was counted as a try when it became unsure.</summary>
    internal async Task AbsentAsync(RecordClaim claim)
    {
        var trouble = new RecordTrouble(Stage.Posting, ErrorKind.Timeout, "The comment did not get through, as its absence from the site proves.");
        if (troubles.Again(trouble.Kind, Math.Max(0, claim.Tries - 1), null) is { } delay) await BackAsync(claim, AttemptOutcome.Absent, delay);
        else await bells.FailedAsync(await posting.FailedAsync(new(claim.RecordId, claim.Fencing, AttemptOutcome.Absent, trouble), CancellationToken.None), trouble, CancellationToken.None);
    }

    /// <summary>It may be there: it is read back before anything else happens.</summary>
    internal Task UnsureAsync(RecordClaim claim, ErrorKind kind, string message)
    {
        Log.Unsure(logger, claim.RecordId, kind, message);
        return LookAgainAsync(claim, FirstLook, new(Stage.Posting, kind, message));
    }

    /// <summary>Still to be found out, at another time.</summary>
    internal Task LookAgainAsync(RecordClaim claim, TimeSpan delay, RecordTrouble? trouble, bool slotsReserved = false) =>
        posting.ReadBackLaterAsync(new(claim.RecordId, claim.Fencing, AttemptOutcome.Open, trouble), delay, slotsReserved, CancellationToken.None);

    /// <summary>
    /// The page can't be read: again later, or a person decides. That the site asks for a login again right after one may
    /// pass: its sessions may just have ended, and looking does no harm.
    /// </summary>
    internal async Task CantTellAsync(RecordClaim claim, ErrorKind kind, string message, TimeSpan? retryAfter)
    {
        var passing = kind == ErrorKind.Auth ? ErrorKind.Unreachable : kind;
        if (troubles.Again(passing, Math.Max(0, claim.Tries - 1), retryAfter) is { } delay) await LookAgainAsync(claim, delay, new(Stage.Posting, kind, message));
        else await UncertainAsync(claim, $"Whether the comment is there can't be read back: {message}");
    }

    /// <summary>Can't tell: a person decides.</summary>
    internal async Task UncertainAsync(RecordClaim claim, string message)
    {
        Log.Uncertain(logger, claim.RecordId, message);
        var trouble = new RecordTrouble(Stage.Posting, ErrorKind.Timeout, message);
        await bells.FailedAsync(
            await posting.UncertainAsync(new(claim.RecordId, claim.Fencing, AttemptOutcome.Unsure, trouble), CancellationToken.None), trouble, CancellationToken.None);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Record {Record} is posted as the site's comment {SiteCommentId}")]
        public static partial void Posted(ILogger logger, Guid record, string siteCommentId);

        [LoggerMessage(2, LogLevel.Warning, "Record {Record} was not posted: {Kind}: {Message}")]
        public static partial void NotPosted(ILogger logger, Guid record, ErrorKind kind, string message);

        [LoggerMessage(3, LogLevel.Warning, "Record {Record} may have been posted, and is read back: {Kind}: {Message}")]
        public static partial void Unsure(ILogger logger, Guid record, ErrorKind kind, string message);

        [LoggerMessage(4, LogLevel.Warning, "Record {Record} is uncertain and waits for a person: {Message}")]
        public static partial void Uncertain(ILogger logger, Guid record, string message);
    }
}
