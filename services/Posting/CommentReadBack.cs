using System.Data.Common;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Faults;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;
using Pipeline.SiteAccess;
using Pipeline.Sites;

namespace Pipeline.Posting;

/// <summary>
/// Finds out what became of a comment whose worker is gone, or whose answer never came. Never let go: nothing was posted.
/// Found: posted. Absence counts only after the grace time, on a page that proves the login, with the session that it was
/// sent with retired at the site.
/// </summary>
public sealed class CommentReadBack(
    PostingClaims claims, PostingPermits permits, PostingEvidence evidence, PostingOutcomes outcomes, HostSlots hosts, SiteDoor door, TimeProvider clock)
{
    internal async Task FindOutAsync(PostingWork work, RecordClaim claim, CancellationToken cancellationToken)
    {
        if (await evidence.WithdrawAsync(claim.RecordId, cancellationToken))
        {
            CrashPoints.Pass(CrashPoint.ReadbackWithdrawn);
            await outcomes.BackAsync(claim, AttemptOutcome.NotSent, TimeSpan.Zero);
            return;
        }

        if (work.Account is not { } account)
        {
            await outcomes.UncertainAsync(claim, "The account of this record is gone: it can't be read back whether the comment is there.");
            return;
        }

        try
        {
            await TryFindOutAsync(work, account, claim, cancellationToken);
        }
        catch (SiteSessionExpiredException)
        {
            await outcomes.LookAgainAsync(claim, TimeSpan.Zero, null);
        }
        catch (SiteException failed)
        {
            await outcomes.CantTellAsync(claim, failed.Kind, failed.Message, failed.RetryAfter);
        }
        catch (NotYetException notYet)
        {
            await outcomes.LookAgainAsync(claim, notYet.Delay, null);
        }
        catch (Exception lost) when (lost is PermitRefusedException or OperationCanceledException)
        {
            await outcomes.LookAgainAsync(claim, TimeSpan.Zero, null);
        }
        catch (Exception bug) when (bug is not DbException)
        {
            await outcomes.CantTellAsync(claim, ErrorKind.Internal, $"{bug.GetType().Name}: {bug.Message}", null);
        }
    }

    private async Task TryFindOutAsync(PostingWork work, AccountAccess account, RecordClaim claim, CancellationToken cancellationToken)
    {
        var attempt = await claims.FrozenAsync(claim.RecordId, cancellationToken);
        var permit = new LedgerPermit(clock, token => permits.MayReadBackAsync(claim, token));
        var graceLeft = await evidence.GraceLeftAsync(claim.RecordId, cancellationToken) ?? TimeSpan.Zero;
        if (await WaitsForItsTurnAsync(account, claim, proves: graceLeft <= TimeSpan.Zero, cancellationToken)) return;
        var visit = await door.OpenAsync(account, permit, cancellationToken);
        CrashPoints.Pass(CrashPoint.ReadbackOpened);
        if (await FindAsync(visit, work.Article.ExternalId, attempt.Text, cancellationToken) is (_, { } found))
        {
            await outcomes.PostedAsync(claim, found.OwnId!, found.OwnUrl);
            return;
        }

        if (graceLeft > TimeSpan.Zero)
        {
            CrashPoints.Pass(CrashPoint.ReadbackNotYet);
            await outcomes.LookAgainAsync(claim, graceLeft, null);
            return;
        }

        await ProveAbsentAsync(work, account, claim, attempt, visit, permit, cancellationToken);
    }

    /// <summary>Looking needs slots at the host, too; proving an absence needs some more.</summary>
    private async Task<bool> WaitsForItsTurnAsync(AccountAccess account, RecordClaim claim, bool proves, CancellationToken cancellationToken)
    {
        if (claim.SlotsReserved) return false;
        var costs = door.CostsOf(account);
        var requests = proves ? (2 * costs.CommentPage) + costs.LogOut : costs.CommentPage;
        var reserved = await hosts.ReserveAheadAsync(account.Origin, requests, 1, new(claim.ProcessId, RecordStatus.Posting), cancellationToken);
        var wait = reserved.Until(requests);
        if (wait <= TimeSpan.Zero) return false;
        await outcomes.LookAgainAsync(claim, wait, null, reserved.Holds(requests));
        return true;
    }

    private async Task ProveAbsentAsync(
        PostingWork work, AccountAccess account, RecordClaim claim, FrozenComment attempt, SiteVisit old, LedgerPermit permit, CancellationToken cancellationToken)
    {
        if (await evidence.LeftWithAnotherSessionAsync(claim.RecordId, old.SessionVersion, cancellationToken))
        {
            await outcomes.UncertainAsync(claim, "It left with a session that was never ended at the site, because the login was changed meanwhile: it may still get through, so that it isn't there yet proves nothing.");
            return;
        }

        await door.RetireAsync(old, cancellationToken);
        CrashPoints.Pass(CrashPoint.ReadbackRetired);
        var fresh = await door.OpenAsync(account, permit, cancellationToken);
        var (page, found) = await FindAsync(fresh, work.Article.ExternalId, attempt.Text, cancellationToken);
        if (found is not null)
        {
            await outcomes.PostedAsync(claim, found.OwnId!, found.OwnUrl);
        }
        else if (page.ProvesAbsence)
        {
            CrashPoints.Pass(CrashPoint.ReadbackAbsent);
            await outcomes.AbsentAsync(claim);
        }
        else
        {
            await outcomes.UncertainAsync(claim, "The article's page shows no comment form: whether the comment is there can't be told from it.");
        }
    }

    private async Task<(CommentPage Page, SiteComment? Found)> FindAsync(SiteVisit visit, string externalId, string text, CancellationToken cancellationToken)
    {
        try
        {
            var page = await visit.Site.ReadCommentPageAsync(visit.Exchange, externalId, cancellationToken);
            var unknown = await outcomes.UnknownOwnAsync(visit.Account.SiteId, page, cancellationToken);
            var found = unknown.FirstOrDefault(comment => comment.Text == CommentText.Normalise(text));
            if (found is not null) CrashPoints.Pass(CrashPoint.ReadbackFound);
            return (page, found);
        }
        catch (SiteSessionExpiredException)
        {
            await door.ExpiredAsync(visit, CancellationToken.None);
            throw;
        }
    }
}
