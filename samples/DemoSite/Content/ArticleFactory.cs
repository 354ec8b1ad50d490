using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.Platform;
using Pipeline.DemoSite.State;

namespace Pipeline.DemoSite.Content;

/// <summary>Makes texts: what a wish leaves open is decided by the id.</summary>
internal sealed class ArticleFactory(TextComposer composer, AccountDirectory accounts)
{
    private static readonly int[] Tasks = [.. Choices.Tasks.Keys];

    public Article Make(int id, DateTimeOffset at, ArticleOrigin origin, ArticleWish? wish = null)
    {
        wish ??= new ArticleWish();
        var random = composer.RandomFor(id);
        var composed = composer.Compose(id - SiteState.FirstArticleId);
        var tab = wish.Tab ?? Classrooms.All[id % Classrooms.All.Count].TabId;
        var (username, name) = AuthorOf(wish.Author, tab, random);
        return new Article(
            id,
            tab,
            username,
            name,
            wish.Title ?? composed.Title,
            wish.Text is null ? composed.Paragraphs : ParagraphsOf(wish.Text),
            wish.Category ?? composed.Category,
            wish.Task ?? Tasks[random.Next(Tasks.Length)],
            wish.Status ?? ArticleStatus.Published,
            wish.Visibility ?? ArticleVisibility.Classroom,
            origin,
            at,
            at)
        { OnlyInReadAloudField = wish.OnlyInReadAloudField };
    }

    public static IReadOnlyList<string> ParagraphsOf(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private (string? Username, string Name) AuthorOf(string? wished, int tab, Random random)
    {
        if (wished is not null) return accounts.Find(wished) is { } known ? (known.Username, known.DisplayName) : (null, wished);
        var pupils = accounts.PupilsOf(tab);
        var pupil = pupils[random.Next(pupils.Count)];
        return (pupil.Username, pupil.DisplayName);
    }
}
