using Pipeline.Domain.Prompts;

namespace Pipeline.Domain.Tests.Prompts;

public sealed class PromptArticleTests
{
    [Fact]
    public void Every_placeholder_has_a_value()
    {
        var article = new PromptArticle(Guid.Empty, "T", "A", "C", "K", "F", "https://site.test/1", new(2026, 2, 4, 18, 4, 0, DateTimeKind.Utc), new(2026, 2, 5, 0, 0, 0, DateTimeKind.Utc), "de");
        Assert.Equal(
            ["T", "A", "C", "K", "F", "https://site.test/1", "2026-02-04T18:04:00Z", "2026-02-05T00:00:00Z", "de"],
            PromptPlaceholders.All.Select(placeholder => article.Value(placeholder.Name)));
    }

    [Fact]
    public void What_is_unknown_is_empty()
    {
        var article = new PromptArticle(Guid.Empty, "T", null, "C");
        Assert.Equal("TC", string.Concat(PromptPlaceholders.All.Select(placeholder => article.Value(placeholder.Name))));
    }

    [Fact]
    public void Unknown_placeholder_is_an_error() =>
        Assert.Throws<ArgumentException>(() => new PromptArticle(Guid.Empty, "T", null, "C").Value("article.id"));
}
