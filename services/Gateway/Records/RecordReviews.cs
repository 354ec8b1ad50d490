using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Pipeline.Contracts;
using Pipeline.Domain.Records;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;
using Pipeline.Hosting.Bus;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Records;

/// <summary>What a person decides about a record. The record's status decides whether they may.</summary>
internal sealed class RecordReviews(IDbContextFactory<PipelineDbContext> contexts, ReviewLedger ledger, Doorbell doorbell)
{
    /// <summary>Approves the comment: Posting is told at once. Approved already: nothing changes.</summary>
    /// <param name="caller">Who approves.</param>
    /// <param name="id">The record.</param>
    /// <param name="revision">The revision that they read; null: whichever is the present one.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="ApiException">404, 409.</exception>
    public async Task ApproveAsync(Caller caller, Guid id, int? revision, CancellationToken cancellationToken)
    {
        var record = await FindAsync(caller, id, cancellationToken);
        if (await ledger.ApproveAsync(id, revision, caller.UserId, cancellationToken))
        {
            await doorbell.TryPublishAsync(new CommentsApproved(record.ProcessId, [id]), cancellationToken);
            return;
        }

        var present = await FindAsync(caller, id, cancellationToken);
        if (present.Status == RecordStatus.Generated && revision is { } read && present.CommentRevision != read)
            throw ApiException.Conflict("The comment was written anew meanwhile: read it before you approve it.");
        if (present is not { Status: RecordStatus.Generated, ApprovedAt: not null }) throw Forbidden(present, "approved", RecordStatus.Generated);
    }

    /// <summary>Rejects the comment: an end.</summary>
    /// <exception cref="ApiException">404, 409.</exception>
    public async Task RejectAsync(Caller caller, Guid id, string? reason, CancellationToken cancellationToken)
    {
        await FindAsync(caller, id, cancellationToken);
        if (!await ledger.RejectAsync(id, reason, caller.UserId, cancellationToken))
            throw Forbidden(await FindAsync(caller, id, cancellationToken), "rejected", RecordStatus.Generated);
    }

    /// <summary>Puts a failed record back to where its stage begins; its bell is rung by itself.</summary>
    /// <exception cref="ApiException">404, 409.</exception>
    public async Task RetryAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await FindAsync(caller, id, cancellationToken);
        if (await ledger.RetryAsync(id, caller.UserId, cancellationToken)) return;
        var present = await FindAsync(caller, id, cancellationToken);
        throw present is { Status: RecordStatus.Failed, ErrorStage: Stage.Posting }
            ? ApiException.Conflict("The record is failed, and nobody could tell whether its comment was posted: it is never sent again.")
            : Forbidden(present, "retried", RecordStatus.Failed);
    }

    /// <summary>Says what became of a comment of which the program can't tell.</summary>
    /// <exception cref="ApiException">404; 409: it isn't uncertain, or another record has that comment of the site.</exception>
    public async Task ResolveAsync(Caller caller, Guid id, RecordResolution resolution, CancellationToken cancellationToken)
    {
        var record = await FindAsync(caller, id, cancellationToken);
        if (!await TryResolveAsync(caller, id, resolution, cancellationToken))
            throw Forbidden(await FindAsync(caller, id, cancellationToken), "resolved", RecordStatus.Uncertain);
        if (resolution is { As: ResolveAs.Posted, SiteCommentId: { } comment })
            await doorbell.TryPublishAsync(new CommentPosted(record.ProcessId, id, comment), cancellationToken);
    }

    private async Task<bool> TryResolveAsync(Caller caller, Guid id, RecordResolution resolution, CancellationToken cancellationToken)
    {
        try
        {
            return await (resolution.As switch
            {
                ResolveAs.Posted => ledger.ResolvePostedAsync(id, resolution.SiteCommentId!, resolution.Reason, caller.UserId, cancellationToken),
                ResolveAs.Generated => ledger.ResolveNotPostedAsync(id, resolution.Reason, caller.UserId, cancellationToken),
                _ => ledger.GiveUpAsync(id, resolution.Reason, caller.UserId, cancellationToken),
            });
        }
        catch (DbException taken) when (DatabaseErrors.IsUniqueViolation(taken))
        {
            throw ApiException.Conflict($"The record is uncertain, and the site's comment {resolution.SiteCommentId} belongs to another record already: look up the id once more.");
        }
    }

    private async Task<ArticleRecord> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Records.AsNoTracking().OwnedBy(caller).SingleOrDefaultAsync(record => record.Id == id, cancellationToken)
            ?? throw ApiException.NotFound("article record", id);
    }

    private static ApiException Forbidden(ArticleRecord record, string verb, RecordStatus from) =>
        ApiException.Conflict($"The record is {ApiJson.Name(record.Status)}: only one that is {ApiJson.Name(from)} can be {verb}.");
}
