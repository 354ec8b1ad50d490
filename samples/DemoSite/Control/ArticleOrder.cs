using System.Text.Json;
using Pipeline.DemoSite.Content;
using Pipeline.DemoSite.Platform;

namespace Pipeline.DemoSite.Control;

/// <summary>Body of <c>POST /_demo/articles</c>: a number of texts that share some properties, or a list of given ones.</summary>
internal sealed record ArticleOrder
{
    private const int Most = 10_000;

    public int? Count { get; init; }

    public int? Tab { get; init; }

    public string? Title { get; init; }

    public string? Author { get; init; }

    public string? Text { get; init; }

    public int? Category { get; init; }

    public int? Task { get; init; }

    public ArticleVisibility? Visibility { get; init; }

    public ArticleStatus? Status { get; init; }

    public bool OnlyInReadAloudField { get; init; }

    public IReadOnlyList<ArticleWish>? Articles { get; init; }

    /// <exception cref="JsonException">Something in it doesn't exist on this site.</exception>
    public IReadOnlyList<ArticleWish> Wishes()
    {
        if (Count is < 0 or > Most) throw new JsonException($"count must be between 0 and {Most}.");
        var wishes = Articles ?? [.. Enumerable.Repeat(Shared(), Count ?? 1)];
        foreach (var wish in wishes) Check(wish);
        return wishes;
    }

    private ArticleWish Shared() => new()
    {
        Tab = Tab,
        Title = Title,
        Author = Author,
        Text = Text,
        Category = Category,
        Task = Task,
        Visibility = Visibility,
        Status = Status,
        OnlyInReadAloudField = OnlyInReadAloudField,
    };

    private static void Check(ArticleWish wish)
    {
        if (wish.Tab is { } tab && Classrooms.Find(tab) is null)
            throw new JsonException($"tab {tab} doesn't exist: {string.Join(", ", Classrooms.All.Select(c => c.TabId))}.");
        if (wish.Category is { } category && !Choices.Categories.ContainsKey(category))
            throw new JsonException($"category {category} doesn't exist: {string.Join(", ", Choices.Categories.Keys)}.");
        if (wish.Task is { } task && !Choices.Tasks.ContainsKey(task))
            throw new JsonException($"task {task} doesn't exist: {string.Join(", ", Choices.Tasks.Keys)}.");
    }
}
