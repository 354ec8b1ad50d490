using System.Data.Common;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Faults;
using Pipeline.Domain.Records;
using Pipeline.Hosting.Stages;
using Pipeline.Persistence.Ledger;
using Pipeline.SiteAccess;

namespace Pipeline.Posting;

/// <summary>Takes records through Posting: guard, plan, slot, claim; then sends, or finds out what became of what was sent.</summary>
public sealed partial class CommentPoster(
    PostingWorks posts, PostingClaims claims, RecordLedger ledger, PostingPlan plan, LeaseKeeper leases,
    CommentSender sender, CommentReadBack readBack, StageBells bells, StageTroubles troubles, ILogger<CommentPoster> logger)
{
    private static readonly Func<ILogger, Guid, IDisposable?> Scope = LoggerMessage.DefineScope<Guid>("{RecordId}");

    /// <summary>Each account's records one after the other, the accounts side by side: one that the site keeps waiting delays no other.</summary>
    public async Task PostAsync(IReadOnlyCollection<Guid> recordIds, CancellationToken cancellationToken)
    {
        var works = await posts.LoadAsync(recordIds, cancellationToken);
        await Task.WhenAll(works.GroupBy(work => work.Record.AccountId).Select(async account =>
        {
            foreach (var work in account) await PostAsync(work, cancellationToken);
        }));
    }

    private async Task PostAsync(PostingWork work, CancellationToken cancellationToken)
    {
        using var scope = Scope(logger, work.Record.Id);
        if (work.Record.Status == RecordStatus.Posting) await ReadBackAsync(work, cancellationToken);
        else if (work.Record.Status == RecordStatus.Generated && work.MayGoOut && await IsItsTurnAsync(work, cancellationToken))
            await SendAsync(work, work.Account!, cancellationToken);
    }

    /// <summary>Whatever goes wrong before there is a claim is a try, too: else the record would be rung for ever.</summary>
    private async Task<bool> IsItsTurnAsync(PostingWork work, CancellationToken cancellationToken)
    {
        try
        {
            return await TakeTurnAsync(work, cancellationToken);
        }
        catch (Exception bug) when (bug is not (DbException or OperationCanceledException))
        {
            Log.Bug(logger, bug, work.Record.Id);
            var seen = new RecordClaim(work.Record.Id, work.Process.Id, work.Record.Fencing, work.Record.Starts, work.Record.Tries, false);
            var trouble = new RecordTrouble(Stage.Posting, ErrorKind.Internal, $"{bug.GetType().Name}: {bug.Message}");
            await troubles.WriteAsync([seen], trouble, null, cancellationToken);
            return false;
        }
    }

    private async Task<bool> TakeTurnAsync(PostingWork work, CancellationToken cancellationToken)
    {
        if (await claims.DueAsync(work.Record.Id, cancellationToken) is not { } reserved) return false;
        if (work.Account is not { } account)
        {
            await GiveUpAsync(work, new(Stage.Posting, ErrorKind.Configuration, "The account of this record is gone."), cancellationToken);
            return false;
        }

        if (!await TakeSlotAsync(work, account, cancellationToken)) return false;
        CrashPoints.Pass(CrashPoint.PostingSlotTaken);
        var turn = await plan.ReserveAsync(work, account, reserved, cancellationToken);
        CrashPoints.Pass(CrashPoint.PostingTurnReserved);
        if (turn.Wait <= TimeSpan.Zero) return true;
        await claims.PlanAsync(new(work.Record.Id, work.Record.Fencing, turn.Wait, turn.Slots, null), cancellationToken);
        CrashPoints.Pass(CrashPoint.PostingPlanned);
        return false;
    }

    private async Task SendAsync(PostingWork work, AccountAccess account, CancellationToken cancellationToken)
    {
        if (await claims.ClaimAsync(work.Record.Id, cancellationToken) is not { } claim) return;
        CrashPoints.Pass(CrashPoint.PostingClaimed);
        await using var hold = leases.Keep([claim], cancellationToken);
        await sender.SendAsync(work, account, claim, hold.Token);
    }

    private async Task ReadBackAsync(PostingWork work, CancellationToken cancellationToken)
    {
        if (await claims.ClaimReadBackAsync(work.Record.Id, cancellationToken) is not { } claim) return;
        CrashPoints.Pass(CrashPoint.ReadbackClaimed);
        await using var hold = leases.Keep([claim], cancellationToken);
        await readBack.FindOutAsync(work, claim, hold.Token);
    }

    /// <summary>The right to comment; false: another record has it, and this one is skipped.</summary>
    private async Task<bool> TakeSlotAsync(PostingWork work, AccountAccess account, CancellationToken cancellationToken)
    {
        var key = PostingSlotKey.For(account.Origin, work.Article.ExternalId, account.Username, work.Record.PromptTemplateId);
        if (await claims.TakeSlotAsync(key, work.Record.Id, account.SiteId, cancellationToken)) return true;
        Log.Skipped(logger, work.Record.Id);
        await ledger.SkippedAsync([new(work.Record.Id, work.Record.Fencing, "already_commented")], cancellationToken);
        return false;
    }

    private async Task GiveUpAsync(PostingWork work, RecordTrouble trouble, CancellationToken cancellationToken) =>
        await bells.FailedAsync(await ledger.FailedAsync([new(work.Record.Id, work.Record.Fencing, trouble)], cancellationToken), trouble, cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Record {Record} is skipped: this account has commented on this article with this prompt before")]
        public static partial void Skipped(ILogger logger, Guid record);

        [LoggerMessage(2, LogLevel.Error, "Record {Record} failed before it was claimed, in a way nobody thought of")]
        public static partial void Bug(ILogger logger, Exception exception, Guid record);
    }
}
