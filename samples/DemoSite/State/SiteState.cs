using Pipeline.DemoSite.Platform;

namespace Pipeline.DemoSite.State;

/// <summary>All that the site knows, as the sum of its events. Not thread-safe: <see cref="SiteStore"/> guards it.</summary>
internal sealed class SiteState
{
    public const int FirstArticleId = 4601;

    private const int FirstCommentId = 90_001;

    private readonly SortedDictionary<int, Article> articles = [];
    private readonly SortedDictionary<int, Comment> comments = [];
    private readonly Dictionary<int, SortedSet<int>> commentsByArticle = [];
    private readonly Dictionary<string, SessionSeen> sessions = [];
    private readonly HashSet<(int ArticleId, string Username)> likes = [];

    public int LastArticleId { get; private set; } = FirstArticleId - 1;

    public int LastCommentId { get; private set; } = FirstCommentId - 1;

    public DateTimeOffset? LastAppearance { get; private set; }

    /// <summary>By rising id.</summary>
    public IReadOnlyCollection<Article> Articles => articles.Values;

    /// <summary>By rising id.</summary>
    public IReadOnlyCollection<Comment> Comments => comments.Values;

    public IReadOnlyCollection<SessionSeen> Sessions => sessions.Values;

    public Article? Article(int id) => articles.GetValueOrDefault(id);

    public Comment? Comment(int id) => comments.GetValueOrDefault(id);

    public IEnumerable<Comment> CommentsOn(int articleId) =>
        commentsByArticle.TryGetValue(articleId, out var ids) ? ids.Select(id => comments[id]) : [];

    public SessionSeen? Session(string key) => sessions.GetValueOrDefault(key);

    public bool Likes(int articleId, string username) => likes.Contains((articleId, username));

    public int LikesOf(int articleId) => likes.Count(l => l.ArticleId == articleId);

    public void Apply(SiteEvent change)
    {
        switch (change)
        {
            case ArticleSaved { Article: var article }: Save(article); break;
            case ArticleDeleted { Id: var id }: articles.Remove(id); break;
            case CommentSaved { Comment: var comment }: Save(comment); break;
            case SessionSeen seen: sessions[seen.Key] = seen; break;
            case SessionEnded { Key: var key }: sessions.Remove(key); break;
            case LikeSet { Liked: true } like: likes.Add((like.ArticleId, like.Username)); break;
            case LikeSet like: likes.Remove((like.ArticleId, like.Username)); break;
            case IdsUsed ids: Take(ids.LastArticle, ids.LastComment); break;
            default: throw new InvalidOperationException($"The site knows no event {change.GetType().Name}.");
        }
    }

    /// <summary>The shortest list of events that leads to this state.</summary>
    public IEnumerable<SiteEvent> Snapshot() =>
    [
        new IdsUsed(LastArticleId, LastCommentId),
        .. articles.Values.Select(a => new ArticleSaved(a)),
        .. comments.Values.Select(c => new CommentSaved(c)),
        .. sessions.Values,
        .. likes.Select(l => new LikeSet(l.ArticleId, l.Username, true)),
    ];

    private void Save(Article article)
    {
        articles[article.Id] = article;
        Take(article.Id, LastCommentId);
        if (article.Origin == ArticleOrigin.Appeared && !(article.CreatedAt < LastAppearance)) LastAppearance = article.CreatedAt;
    }

    private void Save(Comment comment)
    {
        comments[comment.Id] = comment;
        if (!commentsByArticle.TryGetValue(comment.ArticleId, out var ids)) commentsByArticle[comment.ArticleId] = ids = [];
        ids.Add(comment.Id);
        Take(LastArticleId, comment.Id);
    }

    private void Take(int article, int comment)
    {
        LastArticleId = Math.Max(LastArticleId, article);
        LastCommentId = Math.Max(LastCommentId, comment);
    }
}
