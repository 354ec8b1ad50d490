using System.Data.Common;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Faults;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;
using Pipeline.SiteAccess;
using Pipeline.Sites;

namespace Pipeline.Posting;

/// <summary>
/// Sends what a claim froze, once. The page is read first: a comment of the account that the ledger doesn't know is adopted
/// if it says the same, else a person decides.
/// </summary>
public sealed partial class CommentSender(
    PostingClaims claims, PostingPermits permits, PostingEvidence evidence, PostingOutcomes outcomes, SiteDoor door, TimeProvider clock,
    ILogger<CommentSender> logger)
{
    internal async Task SendAsync(PostingWork work, AccountAccess account, RecordClaim claim, CancellationToken cancellationToken)
    {
        try
        {
            await TrySendAsync(work, account, claim, cancellationToken);
        }
        catch (SiteSessionExpiredException)
        {
            await outcomes.BackAsync(claim, AttemptOutcome.NotSent, TimeSpan.Zero);
        }
        catch (SiteException maybe) when (maybe.Write == WriteState.MaybeSent)
        {
            CrashPoints.Pass(CrashPoint.PostingUnsure);
            await outcomes.UnsureAsync(claim, maybe.Kind, maybe.Message);
        }
        catch (SiteException failed)
        {
            var attempt = failed.Write == WriteState.Refused ? AttemptOutcome.Refused : AttemptOutcome.NotSent;
            await outcomes.NotPostedAsync(claim, attempt, failed.Kind, failed.Message, failed.RetryAfter);
        }
        catch (NotYetException notYet)
        {
            await outcomes.BackAsync(claim, AttemptOutcome.NotSent, notYet.Delay);
        }
        catch (Exception unwanted) when (unwanted is PermitRefusedException or OperationCanceledException)
        {
            // Whoever has taken the claim over meanwhile, from one that froze, need not ask the site either.
            await permits.NotSentAsync(claim, CancellationToken.None);
            await outcomes.BackAsync(claim, AttemptOutcome.NotSent, TimeSpan.Zero);
        }
        catch (Exception bug) when (bug is not DbException)
        {
            Log.Bug(logger, bug, claim.RecordId);
            await outcomes.UnsureAsync(claim, ErrorKind.Internal, $"{bug.GetType().Name}: {bug.Message}");
        }
    }

    private async Task TrySendAsync(PostingWork work, AccountAccess account, RecordClaim claim, CancellationToken cancellationToken)
    {
        var attempt = await claims.FrozenAsync(claim.RecordId, cancellationToken);
        SiteVisit? visit = null;
        var permit = new LedgerPermit(
            clock, token => permits.MayAskAsync(claim, token), token => LetGoAsync(claim, visit!, token));
        visit = await door.OpenAsync(account, permit, cancellationToken);
        CrashPoints.Pass(CrashPoint.PostingOpened);
        var page = await ReadPageAsync(visit, work.Article.ExternalId, cancellationToken);
        CrashPoints.Pass(CrashPoint.PostingPageRead);
        var unknown = await outcomes.UnknownOwnAsync(account.SiteId, page, cancellationToken);
        if (unknown.FirstOrDefault(comment => comment.Text == CommentText.Normalise(attempt.Text)) is { } same)
        {
            await outcomes.PostedAsync(claim, same.OwnId!, same.OwnUrl);
            return;
        }

        if (unknown.Count > 0 && !await evidence.IsVouchedForAsync(claim.RecordId, cancellationToken))
        {
            await outcomes.UncertainAsync(claim, $"The account has a comment on this article that didn't come from here ({unknown[0].OwnUrl}). Decide whether this one is still wanted.");
            return;
        }

        if (page.Form is null) throw new SiteException(ErrorKind.Forbidden, "The article takes no comments from this account.");
        var receipt = await PostAsync(visit, page, new(attempt.Text, attempt.Hide), cancellationToken);
        CrashPoints.Pass(CrashPoint.PostingAnswered);
        await outcomes.PostedAsync(claim, receipt.SiteCommentId, receipt.Url);
    }

    private async Task<bool> LetGoAsync(RecordClaim claim, SiteVisit visit, CancellationToken cancellationToken)
    {
        var yes = await permits.MaySendAsync(claim, visit.SessionVersion, cancellationToken);
        if (yes) CrashPoints.Pass(CrashPoint.PostingPermitGiven);
        return yes;
    }

    private Task<CommentPage> ReadPageAsync(SiteVisit visit, string externalId, CancellationToken cancellationToken) =>
        WithSessionAsync(visit, () => visit.Site.ReadCommentPageAsync(visit.Exchange, externalId, cancellationToken));

    /// <summary>A site may let an account read with a session and still ask it to log in where it writes.</summary>
    private Task<CommentReceipt> PostAsync(SiteVisit visit, CommentPage page, CommentDraft draft, CancellationToken cancellationToken) =>
        WithSessionAsync(visit, () => visit.Site.PostCommentAsync(visit.Exchange, page, draft, cancellationToken));

    private async Task<T> WithSessionAsync<T>(SiteVisit visit, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (SiteSessionExpiredException)
        {
            await door.ExpiredAsync(visit, CancellationToken.None);
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Posting record {Record} failed in a way nobody thought of")]
        public static partial void Bug(ILogger logger, Exception exception, Guid record);
    }
}
