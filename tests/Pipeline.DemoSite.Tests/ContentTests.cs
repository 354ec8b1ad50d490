using System.Text.Json.Nodes;
using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.Tests.Driving;

namespace Pipeline.DemoSite.Tests;

public sealed class ContentTests : IAsyncLifetime
{
    private List<JsonNode> articles = [];

    public async ValueTask InitializeAsync()
    {
        await using var site = await RunningSite.StartAsync(o => o.Articles = new DemoSiteOptions().Articles);
        articles = [.. (await site.ControlAsync("articles")).AsArray().Select(a => a!.DeepClone())];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Some_two_hundred_texts_have_titles_of_their_own()
    {
        Assert.InRange(articles.Count, 180, 250);
        Assert.Equal(articles.Count, articles.Select(a => (string)a["title"]!).Distinct().Count());
    }

    [Fact]
    public void Texts_are_in_all_classes_categories_and_tasks()
    {
        Assert.Equal([38, 39, 40], Distinct("tab"));
        Assert.Equal([4, 5, 6, 7, 8, 9, 14], Distinct("category"));
        Assert.Equal([4, 10, 12, 13], Distinct("task"));
    }

    [Fact]
    public void Texts_have_two_to_six_sentences_in_Swiss_spelling()
    {
        foreach (var text in articles.Select(TextOf))
        {
            Assert.DoesNotContain('ß', text);
            Assert.DoesNotContain('{', text);
            Assert.InRange(text.Count(c => c is '.' or '!' or '?'), 2, 12);
        }
    }

    [Fact]
    public void Some_titles_contain_von() =>
        Assert.True(articles.Count(a => ((string)a["title"]!).Contains(" von ", StringComparison.Ordinal)) >= 5);

    [Fact]
    public void No_name_contains_von() =>
        Assert.DoesNotContain(DemoAccounts.All, a => a.DisplayName.Contains(" von ", StringComparison.Ordinal));

    [Fact]
    public async Task Same_seed_gives_the_same_texts()
    {
        await using var site = await RunningSite.StartAsync(o => o.Articles = new DemoSiteOptions().Articles);
        Assert.Equal(articles.Select(a => a.ToJsonString()), (await site.ControlAsync("articles")).AsArray().Select(a => a!.ToJsonString()));
    }

    [Fact]
    public void User_names_are_unique() =>
        Assert.Equal(DemoAccounts.All.Count, DemoAccounts.All.Select(a => a.Username).Distinct().Count());

    private IEnumerable<int> Distinct(string field) => articles.Select(a => (int)a[field]!).Distinct().Order();

    private static string TextOf(JsonNode article) => string.Join(' ', article["paragraphs"]!.AsArray().Select(p => (string)p!));
}
