using System.Net;
using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.Tests.Driving;

namespace Pipeline.DemoSite.Tests;

/// <summary>A restart after <c>kill -9</c>: the second site gets a copy of the folder while the first one still runs, unstopped.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("demosite-");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    [Trait("Promise", "P-RESTART")]
    public async Task Articles_comments_and_sessions_survive()
    {
        await using var first = await RunningSite.StartAsync(o => o.DataFolder = Folder("a"));
        using var bot = await first.SignedInAsync(DemoAccounts.Bot4aFirst);
        var article = await first.AddArticleAsync(new { tab = 38 });
        await bot.CommentAsync(article, "<p>Bleibt</p>");

        await using var second = await RestartAsync(first);
        using var again = bot.Twin(second.Address);
        var page = await again.PageAsync($"/article/{article}/");
        Assert.Equal("Bleibt", page.QuerySelector("div.comment .card-text p")!.TextContent);
        Assert.NotNull(page.QuerySelector("a.card-link"));
        Assert.Equal((await first.ControlAsync("articles")).ToJsonString(), (await second.ControlAsync("articles")).ToJsonString());
    }

    [Fact]
    public async Task Torn_last_line_is_forgotten()
    {
        await using var first = await RunningSite.StartAsync(o => o.DataFolder = Folder("a"));
        using var bot = await first.SignedInAsync(DemoAccounts.Bot4aFirst);
        await bot.CommentAsync(await first.AddArticleAsync(new { tab = 38 }), "<p>Bleibt</p>");

        await using var second = await RestartAsync(first, file => File.AppendAllText(file, """{"event":"comment","Comment":{"Id":9"""));
        Assert.Equal(1, await second.CommentCountAsync());
    }

    [Fact]
    public async Task Broken_line_in_the_middle_stops_the_start()
    {
        await using var first = await RunningSite.StartAsync(o => o.DataFolder = Folder("a"));
        var failure = await Assert.ThrowsAsync<InvalidDataException>(() =>
            RestartAsync(first, file => File.WriteAllLines(file, ["{nonsense", .. File.ReadAllLines(file)])));
        Assert.Contains("Line 1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_are_not_given_twice()
    {
        await using var first = await RunningSite.StartAsync(o => o.DataFolder = Folder("a"));
        var last = await first.AddArticleAsync(new { tab = 38 });
        await first.SendControlAsync(HttpMethod.Delete, $"articles/{last}");
        await using var second = await RestartAsync(first);
        await using var third = await RestartAsync(second);
        Assert.Equal(last + 1, await third.AddArticleAsync(new { tab = 38 }));
    }

    [Fact]
    public async Task Ended_session_stays_ended()
    {
        await using var first = await RunningSite.StartAsync(o => o.DataFolder = Folder("a"));
        using var bot = await first.SignedInAsync(DemoAccounts.Bot4aFirst);
        using var twin = bot.Twin();
        await bot.SubmitAsync("/", "form[action='/accounts/logout/']", []);
        await using var second = await RestartAsync(first);
        using var again = twin.Twin(second.Address);
        Assert.Equal(HttpStatusCode.Found, (await again.GetAsync("/articles/")).StatusCode);
    }

    [Fact]
    public async Task Folder_in_use_stops_the_start()
    {
        await using var first = await RunningSite.StartAsync(o => o.DataFolder = Folder("a"));
        await Assert.ThrowsAsync<IOException>(() => RunningSite.StartAsync(o => o.DataFolder = Folder("a")));
    }

    [Fact]
    public async Task Stopped_site_leaves_its_folder_to_the_next()
    {
        await using (var first = await RunningSite.StartAsync(o => o.DataFolder = Folder("a"))) await first.AddArticleAsync(new { tab = 38, title = "Von gestern" });
        await using var second = await RunningSite.StartAsync(o => o.DataFolder = Folder("a"));
        Assert.Contains("Von gestern", (await second.ControlAsync("articles")).AsArray().Select(a => (string)a!["title"]!));
    }

    private string Folder(string name) => Path.Combine(root.FullName, name);

    private async Task<RunningSite> RestartAsync(RunningSite old, Action<string>? damage = null)
    {
        var from = root.GetDirectories().OrderBy(d => d.Name).Last();
        var to = Directory.CreateDirectory(from.FullName + "-copy");
        var copy = Path.Combine(to.FullName, "demosite.jsonl");
        File.Copy(Path.Combine(from.FullName, "demosite.jsonl"), copy);
        damage?.Invoke(copy);
        return await RunningSite.StartAsync(o => o.DataFolder = to.FullName, old.Clock);
    }
}
