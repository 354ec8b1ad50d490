using System.Text.Json.Serialization;
using Pipeline.DemoSite.Platform;

namespace Pipeline.DemoSite.State;

/// <summary>Something that changed on the site: a line of the journal.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(IdsUsed), "ids")]
[JsonDerivedType(typeof(ArticleSaved), "article")]
[JsonDerivedType(typeof(ArticleDeleted), "article-deleted")]
[JsonDerivedType(typeof(CommentSaved), "comment")]
[JsonDerivedType(typeof(SessionSeen), "session")]
[JsonDerivedType(typeof(SessionEnded), "session-ended")]
[JsonDerivedType(typeof(LikeSet), "like")]
internal abstract record SiteEvent;

/// <summary>Ids up to here are taken, also by what was deleted since.</summary>
internal sealed record IdsUsed(int LastArticle, int LastComment) : SiteEvent;

internal sealed record ArticleSaved(Article Article) : SiteEvent;

internal sealed record ArticleDeleted(int Id) : SiteEvent;

internal sealed record CommentSaved(Comment Comment) : SiteEvent;

/// <summary>A session and when it was used last. One that an earlier version wrote down has no beginning: it is old.</summary>
internal sealed record SessionSeen(string Key, string Username, DateTimeOffset At, DateTimeOffset OpenedAt = default) : SiteEvent;

internal sealed record SessionEnded(string Key) : SiteEvent;

internal sealed record LikeSet(int ArticleId, string Username, bool Liked) : SiteEvent;
