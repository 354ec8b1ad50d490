using Pipeline.Domain.Sites;

namespace Pipeline.Sites;

/// <summary>
/// What can be done on a site, one implementation a kind. Every operation throws <see cref="SiteException"/> where the site
/// can't be reached, refuses or isn't shaped as known, and <see cref="SiteSessionExpiredException"/> where it needs a
/// (new) login. How many requests each sends is in <see cref="Costs"/>.
/// </summary>
public interface ISite
{
    /// <summary>The kind it reads.</summary>
    SiteKind Kind { get; }

    /// <summary>How many requests each operation sends, redirects aside.</summary>
    SiteCosts Costs { get; }

    /// <summary>Sees, without a login, whether the site answers as its kind should.</summary>
    /// <exception cref="SiteException">It doesn't: the message says how.</exception>
    Task CheckAsync(SiteExchange exchange, CancellationToken cancellationToken);

    /// <summary>Logs in and proves it. The session is the exchange's from now on, too.</summary>
    /// <exception cref="SiteException">Of kind <c>auth</c>: user name or password are wrong.</exception>
    Task<SiteSession> LogInAsync(SiteExchange exchange, SiteCredentials credentials, CancellationToken cancellationToken);

    /// <summary>Ends the session at the site, so that it refuses whatever still comes with it. A dead one is left as it is.</summary>
    Task LogOutAsync(SiteExchange exchange, CancellationToken cancellationToken);

    /// <summary>The tabs of the index that the account sees.</summary>
    Task<IReadOnlyList<SiteTab>> ReadTabsAsync(SiteExchange exchange, CancellationToken cancellationToken);

    /// <summary>The published articles of one tab, at most one category and one task at a time.</summary>
    Task<SiteIndex> ReadIndexAsync(SiteExchange exchange, IndexQuery query, CancellationToken cancellationToken);

    /// <summary>An article with its text.</summary>
    /// <param name="exchange">The conversation.</param>
    /// <param name="externalId">The site's id of the article.</param>
    /// <param name="knownAuthor">The author as the index names them, if known: a help where title and author share a line.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<SiteArticle> ReadArticleAsync(SiteExchange exchange, string externalId, string? knownAuthor, CancellationToken cancellationToken);

    /// <summary>An article's page as seen for commenting. That it comes back proves the login: what isn't on it isn't there.</summary>
    Task<CommentPage> ReadCommentPageAsync(SiteExchange exchange, string externalId, CancellationToken cancellationToken);

    /// <summary>Sends a comment, once, and reads its id back.</summary>
    /// <param name="exchange">The conversation.</param>
    /// <param name="page">The page, read right before.</param>
    /// <param name="draft">What to send.</param>
    /// <param name="cancellationToken">Counts until the comment's first byte is due; what was begun is finished.</param>
    /// <returns>Proof: the site's own id of the comment.</returns>
    /// <exception cref="SiteException">No proof; <see cref="SiteException.Write"/> says what is certain.</exception>
    /// <exception cref="PermitRefusedException">Certain: nothing was sent.</exception>
    /// <exception cref="OperationCanceledException">Certain: nothing was sent.</exception>
    Task<CommentReceipt> PostCommentAsync(SiteExchange exchange, CommentPage page, CommentDraft draft, CancellationToken cancellationToken);
}
