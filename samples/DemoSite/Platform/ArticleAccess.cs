using Pipeline.DemoSite.Accounts;

namespace Pipeline.DemoSite.Platform;

/// <summary>Who may see what.</summary>
internal static class ArticleAccess
{
    public static bool MaySee(this DemoAccount account, Article article)
    {
        if (account.Wrote(article)) return true;
        if (article.Status == ArticleStatus.Draft) return false;

        var inClass = account.Role == AccountRole.Admin || account.Tabs.Contains(article.Tab);
        return article.Status == ArticleStatus.TeacherCheck
            ? inClass && account.Role != AccountRole.Pupil
            : inClass || article.Visibility == ArticleVisibility.Everyone;
    }

    public static bool MaySee(this DemoAccount account, Comment comment) => comment.Status switch
    {
        CommentStatus.Published => true,
        CommentStatus.TeacherCheck => account.Wrote(comment) || account.Role is AccountRole.Teacher or AccountRole.Admin,
        _ => account.Wrote(comment),
    };

    public static bool Wrote(this DemoAccount account, Article article) => article.AuthorUsername == account.Username;

    public static bool Wrote(this DemoAccount account, Comment comment) => comment.AuthorUsername == account.Username;
}
