namespace Pipeline.Sites;

/// <summary>An article's page as seen for commenting, by an account that is proved to be logged in.</summary>
/// <param name="ExternalId">The site's id of the article.</param>
/// <param name="Address">The page's address.</param>
/// <param name="Form">The comment form; null: the article takes no comments from this account.</param>
/// <param name="Comments">All comments on it, in the page's order.</param>
public sealed record CommentPage(string ExternalId, Uri Address, CommentForm? Form, IReadOnlyList<SiteComment> Comments)
{
    /// <summary>The account's own comments.</summary>
    public IEnumerable<SiteComment> Own => Comments.Where(comment => comment.OwnId is not null);

    /// <summary>Whether a comment's absence proves that it isn't on the site now: the page takes comments, and so shows them.</summary>
    public bool ProvesAbsence => Form is not null;

    /// <summary>The account's own comment with this text, whatever the markup; the newest, if there are several. Null: there is none.</summary>
    public SiteComment? FindOwn(string html)
    {
        var text = CommentText.Normalise(html);
        return Own.Where(comment => comment.Text == text).OrderBy(comment => comment.OwnId!.Length).ThenBy(comment => comment.OwnId, StringComparer.Ordinal).LastOrDefault();
    }
}

/// <summary>What a comment form needs sent back.</summary>
/// <param name="Action">Where it is sent.</param>
/// <param name="CsrfToken">The token against forged requests. Its text form is left out of the record's.</param>
public sealed record CommentForm(Uri Action, string CsrfToken)
{
    /// <inheritdoc/>
    public override string ToString() => $"{nameof(CommentForm)} {{ {Action.AbsolutePath} }}";
}
