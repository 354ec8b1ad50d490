namespace Pipeline.Sites;

/// <summary>How many requests an operation sends, so that its caller can reserve the host's slots ahead. Redirects come on top; none are usual.</summary>
/// <param name="Check">A look whether the site answers.</param>
/// <param name="LogIn">A login with its proof.</param>
/// <param name="LogOut">A logout.</param>
/// <param name="Tabs">Reading the tabs.</param>
/// <param name="Index">One index query: one category × task.</param>
/// <param name="Article">Reading one article.</param>
/// <param name="CommentPage">Reading the page for commenting, also to read back.</param>
/// <param name="PostComment">Posting a comment with its read-back; the page that it is posted from is on top.</param>
public sealed record SiteCosts(int Check, int LogIn, int LogOut, int Tabs, int Index, int Article, int CommentPage, int PostComment)
{
    /// <summary>A whole comment: the page, the post, the read-back.</summary>
    public int Comment => CommentPage + PostComment;
}
