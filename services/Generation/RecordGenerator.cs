using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Faults;
using Pipeline.Domain.Prompts;
using Pipeline.Domain.Records;
using Pipeline.Generation.Comments;
using Pipeline.Generation.Llm;
using Pipeline.Hosting.Stages;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Generation;

/// <summary>Takes claimed records through Generation, each for itself: one that fails touches no other.</summary>
public sealed class RecordGenerator(
    IDbContextFactory<PipelineDbContext> contexts, RecordLedger ledger, CommentGenerator comments, LlmTurn turns, ProviderKeys keys, StageBells bells,
    StageTroubles troubles)
{
    /// <summary>How soon to look again for a free call.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    public async Task GenerateAsync(IReadOnlyCollection<RecordClaim> claims, CancellationToken cancellationToken)
    {
        var works = await GenerationWork.LoadAsync(contexts, claims, cancellationToken);
        var gone = claims.Where(claim => works.All(work => work.Claim.RecordId != claim.RecordId)).ToList();
        if (gone.Count > 0)
            await troubles.WriteAsync(gone, new(Stage.Generation, ErrorKind.Configuration, "The prompt template, the provider or the text of this record is gone."), null, CancellationToken.None);
        await Task.WhenAll(works.Select(work => GenerateAsync(work, cancellationToken)));
    }

    private async Task GenerateAsync(GenerationWork work, CancellationToken cancellationToken)
    {
        try
        {
            await using var turn = await turns.TakeAsync(work.Provider, work.Claim.RecordId, cancellationToken);
            if (turn is null)
            {
                await troubles.PutBackAsync([work.Claim], LookAgain, CancellationToken.None);
                return;
            }

            CrashPoints.Pass(CrashPoint.GenerationTurnTaken);
            await WriteAsync(work, await comments.GenerateAsync(Request(work), cancellationToken));
        }
        catch (WriterException failed)
        {
            await troubles.WriteAsync([work.Claim], new(Stage.Generation, failed.Kind, failed.Message), failed.RetryAfter, CancellationToken.None);
        }
        catch (NotWantedException)
        {
            await troubles.PutBackAsync([work.Claim], TimeSpan.Zero, CancellationToken.None);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await troubles.PutBackAsync([work.Claim], TimeSpan.Zero, CancellationToken.None);
        }
        catch (Exception bug) when (bug is not DbException)
        {
            await troubles.WriteAsync([work.Claim], new(Stage.Generation, ErrorKind.Internal, $"{bug.GetType().Name}: {bug.Message}"), null, CancellationToken.None);
        }
    }

    private async Task WriteAsync(GenerationWork work, GeneratedComment comment)
    {
        CrashPoints.Pass(CrashPoint.GenerationWritten);
        var (written, provider) = (comment.Written, work.Provider);
        var cost = provider.CostOf(written.InputTokens, written.OutputTokens);
        var generated = new GeneratedRecord(
            work.Claim.RecordId, work.Claim.Fencing, work.Prompt.Version, comment.Html, written.Provider, written.Model, written.InputTokens,
            written.OutputTokens, written.Duration, written.Reasoning, cost, cost is null ? null : provider.Settings.Currency);
        var moved = await ledger.GeneratedAsync(work.Claim.ProcessId, [generated], CancellationToken.None);
        CrashPoints.Pass(CrashPoint.GenerationMoved);
        await bells.RingAsync(moved, CancellationToken.None);
        CrashPoints.Pass(CrashPoint.GenerationAnnounced);
    }

    private CommentRequest Request(GenerationWork work)
    {
        var prompt = new PromptTexts(work.Prompt.SystemPrompt, work.Prompt.UserPromptTemplate, work.Prompt.Disclosure);
        return new(keys.Open(work.Provider), prompt, work.Article, $"{work.Prompt.TemplateId}:{work.AccountId}", async token =>
        {
            if (!await ledger.MayAskAsync(work.Claim, token)) throw new NotWantedException();
        });
    }

    /// <summary>The process was stopped, or somebody else holds the record.</summary>
    private sealed class NotWantedException : Exception;
}
