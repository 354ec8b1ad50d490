using System.Data.Common;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Faults;
using Pipeline.Domain.Prompts;
using Pipeline.Domain.Records;
using Pipeline.Generation.Comments;
using Pipeline.Generation.Llm;
using Pipeline.Hosting.Stages;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Generation;

/// <summary>Takes claimed records through Generation, each for itself: one that fails touches no other.</summary>
public sealed class RecordGenerator(
    GenerationWorks works, RecordLedger ledger, CommentGenerator comments, LlmTurn turns, ProviderKeys keys, StageBells bells,
    StageTroubles troubles)
{
    /// <summary>How soon to look again for a free call.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    public async Task GenerateAsync(IReadOnlyCollection<RecordClaim> claims, CancellationToken cancellationToken)
    {
        var byRecord = await works.LoadAsync(claims, CancellationToken.None); // A short read: who is stopped during it puts its record back after it.
        var gone = claims.Where(claim => !byRecord.ContainsKey(claim.RecordId)).ToList();
        if (gone.Count > 0)
            await troubles.WriteAsync(gone, new(Stage.Generation, ErrorKind.Configuration, "The prompt template, the provider or the text of this record is gone."), null, CancellationToken.None);
        await Task.WhenAll(claims.Except(gone).Select(claim => GenerateAsync(claim, byRecord[claim.RecordId], cancellationToken)));
    }

    private async Task GenerateAsync(RecordClaim claim, GenerationWork work, CancellationToken cancellationToken)
    {
        try
        {
            await using var turn = await turns.TakeAsync(work.Provider, claim.RecordId, cancellationToken);
            if (turn is null)
            {
                await troubles.PutBackAsync([claim], LookAgain, CancellationToken.None);
                return;
            }

            CrashPoints.Pass(CrashPoint.GenerationTurnTaken);
            await WriteAsync(claim, work, await comments.GenerateAsync(Request(claim, work), cancellationToken));
        }
        catch (WriterException failed)
        {
            await troubles.WriteAsync([claim], new(Stage.Generation, failed.Kind, failed.Message), failed.RetryAfter, CancellationToken.None);
        }
        catch (NotWantedException)
        {
            await troubles.PutBackAsync([claim], TimeSpan.Zero, CancellationToken.None);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await troubles.PutBackAsync([claim], TimeSpan.Zero, CancellationToken.None);
        }
        catch (Exception bug) when (bug is not DbException)
        {
            await troubles.WriteAsync([claim], new(Stage.Generation, ErrorKind.Internal, $"{bug.GetType().Name}: {bug.Message}"), null, CancellationToken.None);
        }
    }

    private async Task WriteAsync(RecordClaim claim, GenerationWork work, GeneratedComment comment)
    {
        CrashPoints.Pass(CrashPoint.GenerationWritten);
        var (written, provider) = (comment.Written, work.Provider);
        var cost = provider.CostOf(written.InputTokens, written.OutputTokens);
        var generated = new GeneratedRecord(
            claim.RecordId, claim.Fencing, work.Prompt.Version, comment.Html, written.Provider, written.Model, written.InputTokens,
            written.OutputTokens, written.Duration, written.Reasoning, cost, cost is null ? null : provider.Settings.Currency);
        var moved = await ledger.GeneratedAsync(claim.ProcessId, [generated], CancellationToken.None);
        CrashPoints.Pass(CrashPoint.GenerationMoved);
        await bells.RingAsync(moved, CancellationToken.None);
        CrashPoints.Pass(CrashPoint.GenerationAnnounced);
    }

    private CommentRequest Request(RecordClaim claim, GenerationWork work)
    {
        var prompt = new PromptTexts(work.Prompt.SystemPrompt, work.Prompt.UserPromptTemplate, work.Prompt.Disclosure);
        return new(keys.Open(work.Provider), prompt, work.Article, $"{work.Prompt.TemplateId}:{work.AccountId}", async token =>
        {
            if (!await ledger.MayAskAsync(claim, token)) throw new NotWantedException();
        });
    }

    /// <summary>The process was stopped, or somebody else holds the record.</summary>
    private sealed class NotWantedException : Exception;
}
