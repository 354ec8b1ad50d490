using AngleSharp.Html.Dom;
using Pipeline.Domain.Errors;
using Pipeline.Sites.Html;
using Pipeline.Sites.Http;

namespace Pipeline.Sites.MyMoment;

/// <summary>One comment on its way: sent once, then read back. Whatever happens, it says what is certain.</summary>
internal sealed class CommentPost(
    SiteExchange exchange, CommentPage page, CommentDraft draft, Func<SiteExchange, string, CancellationToken, Task<CommentPage>> readPage)
{
    /// <summary>20 is "Publiziert"; the others keep a comment from its readers.</summary>
    private const string PublishedStatus = "20";

    public async Task<CommentReceipt> RunAsync(CancellationToken cancellationToken)
    {
        if (page.Form is not { } form) throw new SiteException(ErrorKind.Forbidden, "The article takes no comments from this account.");
        var answer = await exchange.WriteAsync(new SiteForm(form.Action, page.Address, Fields(form)), cancellationToken);
        if (answer.RedirectsTo is { } target)
            return Routes.IsLogIn(target) ? throw new SiteSessionExpiredException { Write = WriteState.Refused } : await ReadBackAsync();
        throw (int)answer.Status switch
        {
            200 => OfPage(answer.Body),
            // A request that the site didn't get whole, or failed at, may have been taken all the same.
            408 or < 400 or >= 500 => answer.ToError(WriteState.MaybeSent),
            _ => answer.ToError(WriteState.Refused),
        };
    }

    /// <summary>Finishes what was begun, whether or not the caller still waits: it needs to know.</summary>
    private async Task<CommentReceipt> ReadBackAsync()
    {
        try
        {
            var before = page.Own.Select(comment => comment.OwnId).ToHashSet();
            var after = await readPage(exchange, page.ExternalId, CancellationToken.None);
            if (after.FindOwn(draft.Html) is { } found && !before.Contains(found.OwnId)) return new CommentReceipt(found.OwnId!, found.OwnUrl!);
        }
        catch (Exception exception)
        {
            throw Unproved((exception as SiteException)?.Kind ?? ErrorKind.Timeout, $"it could not be read back: {exception.Message}", exception);
        }

        throw Unproved(ErrorKind.SiteChanged, "it isn't among the article's comments yet.");
    }

    /// <summary>What a page in answer to the form means: with the form on it, a refusal.</summary>
    private static SiteException OfPage(string html)
    {
        try
        {
            return CommentSection.Refusal(SafeHtml.Parse(html)) is { } refusal
                ? new SiteException(ErrorKind.Rejected, $"The site rejected the comment{(refusal.Length > 0 ? $": {refusal}" : " without saying why.")}") { Write = WriteState.Refused }
                : Unproved(ErrorKind.SiteChanged, "the site answered with a page that isn't known.");
        }
        catch (SiteException exception)
        {
            return Unproved(exception.Kind, exception.Message, exception);
        }
    }

    private static SiteException Unproved(ErrorKind kind, string fault, Exception? inner = null) =>
        new(kind, $"The comment was sent, but {fault}", inner) { Write = WriteState.MaybeSent };

    private KeyValuePair<string, string>[] Fields(CommentForm form)
    {
        List<KeyValuePair<string, string>> fields =
            [new("csrfmiddlewaretoken", form.CsrfToken), new("text", draft.Html), new("status", PublishedStatus), new("highlight", "")];
        if (draft.Hide) fields.Add(new("hide", "on"));
        return [.. fields];
    }
}
