using Microsoft.Extensions.Options;
using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.Platform;
using Pipeline.DemoSite.State;

namespace Pipeline.DemoSite.Content;

/// <summary>The texts and comments of the very first start.</summary>
internal sealed class SeedContent(
    ArticleFactory factory, TextComposer composer, TextLibrary library, AccountDirectory accounts, IOptions<DemoSiteOptions> options, TimeProvider clock)
{
    private const int DaysBack = 90;

    public IReadOnlyList<SiteEvent> FirstEvents(SiteState state)
    {
        var now = clock.GetUtcNow();
        var events = new List<SiteEvent>();
        var commentId = state.LastCommentId;
        for (var i = 0; i < options.Value.Articles; i++)
        {
            var id = state.LastArticleId + 1 + i;
            var random = composer.RandomFor(-id);
            var article = factory.Make(id, WrittenAt(i, now, random), ArticleOrigin.Seeded, Wish(random));
            events.Add(new ArticleSaved(article));
            if (article.Status != ArticleStatus.Published) continue;
            for (var left = Math.Max(0, random.Next(-2, 3)); left > 0; left--)
                events.Add(new CommentSaved(Remark(++commentId, article, now, random)));
        }
        return events;
    }

    private static ArticleWish Wish(Random random) => new()
    {
        Status = random.Next(100) switch { < 6 => ArticleStatus.Draft, < 12 => ArticleStatus.TeacherCheck, _ => ArticleStatus.Published },
        Visibility = random.Next(100) < 30 ? ArticleVisibility.Everyone : ArticleVisibility.Classroom,
        OnlyInReadAloudField = random.Next(100) < 4,
    };

    /// <summary>Older texts have lower ids, and children write by day.</summary>
    private DateTimeOffset WrittenAt(int index, DateTimeOffset now, Random random)
    {
        var daysAgo = 1 + (options.Value.Articles - 1 - index) * DaysBack / Math.Max(1, options.Value.Articles);
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-daysAgo);
        return day.AddMinutes(random.Next(7 * 60, 18 * 60));
    }

    private Comment Remark(int id, Article article, DateTimeOffset now, Random random)
    {
        var others = accounts.PupilsOf(article.Tab).Where(p => p.Username != article.AuthorUsername).ToList();
        var author = others[random.Next(others.Count)];
        var text = library.Comments[random.Next(library.Comments.Count)];
        var at = article.CreatedAt + (now - article.CreatedAt) * random.NextDouble();
        return new Comment(id, article.Id, author.Username, author.DisplayName, $"<p>{text}</p>", CommentStatus.Published, random.Next(4) == 0, "", at) { Seeded = true };
    }
}
