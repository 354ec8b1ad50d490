using Pipeline.DemoSite.Faults;
using Pipeline.DemoSite.Pages;
using Pipeline.DemoSite.Platform;
using Pipeline.DemoSite.Sessions;

namespace Pipeline.DemoSite.Routes;

/// <summary>Stores a valid comment and answers, with the faults that strike around that moment.</summary>
internal sealed partial class CommentSubmission(
    CommentDesk desk, FaultList faults, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<CommentSubmission> logger)
{
    public async Task<IResult> AcceptAsync(HttpContext context, int articleId, CommentForm form)
    {
        var visit = context.Visit();
        var fault = faults.Take(context, FaultKind.HangAfterAccept, FaultKind.StoreLate, FaultKind.Error500AfterAccept, FaultKind.CutAfterAccept);
        if (fault?.Kind == FaultKind.StoreLate)
        {
            _ = StoreLaterAsync(articleId, visit, form, fault);
            return new NoAnswer();
        }

        return await desk.StoreAsync(articleId, context.SignedInAccount(), visit.SessionKey, form) switch
        {
            CommentOutcome.SessionEnded => Redirect.ToLogin(context),
            CommentOutcome.ArticleGone => ErrorPage.NotFound(context),
            _ => AnswerTo(context, articleId, fault?.Kind),
        };
    }

    private static IResult AnswerTo(HttpContext context, int articleId, FaultKind? fault) => fault switch
    {
        FaultKind.HangAfterAccept => new NoAnswer(),
        FaultKind.CutAfterAccept => new CutAnswer(),
        FaultKind.Error500AfterAccept => ErrorPage.Of(context, StatusCodes.Status500InternalServerError, "Serverfehler", "Da ist etwas schiefgegangen."),
        _ => new Redirect($"/article/{articleId}/"),
    };

    private async Task StoreLaterAsync(int articleId, Visit visit, CommentForm form, Fault fault)
    {
        try
        {
            await Task.Delay(fault.Delay, clock, lifetime.ApplicationStopping);
            var outcome = await desk.StoreAsync(articleId, visit.Account!, fault.EvenAfterLogout ? null : visit.SessionKey, form);
            Log.StoredLate(logger, articleId, outcome);
        }
        catch (OperationCanceledException)
        {
            // The site stops: a request that it had not begun to work on is lost with it.
        }
        catch (IOException e)
        {
            Log.NotStored(logger, e, articleId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "A late comment on article {ArticleId}: {Outcome}")]
        public static partial void StoredLate(ILogger logger, int articleId, CommentOutcome outcome);

        [LoggerMessage(Level = LogLevel.Error, Message = "A late comment on article {ArticleId} could not be written down")]
        public static partial void NotStored(ILogger logger, Exception exception, int articleId);
    }
}
