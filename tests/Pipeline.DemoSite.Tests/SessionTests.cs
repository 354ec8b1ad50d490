using System.Net;
using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.Tests.Driving;

namespace Pipeline.DemoSite.Tests;

public sealed class SessionTests
{
    [Fact]
    public async Task Session_lives_24_hours_from_the_last_request()
    {
        await using var site = await RunningSite.StartAsync();
        using var bot = await site.SignedInAsync(DemoAccounts.Bot4aFirst);
        foreach (var hours in new[] { 23, 23, 23 })
        {
            site.Clock.Advance(TimeSpan.FromHours(hours));
            Assert.Equal(HttpStatusCode.OK, (await bot.GetAsync("/articles/")).StatusCode);
        }
        site.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(HttpStatusCode.Found, (await bot.GetAsync("/articles/")).StatusCode);
    }

    [Fact]
    public async Task Logout_ends_the_session_for_every_holder_of_the_cookie()
    {
        await using var site = await RunningSite.StartAsync();
        using var bot = await site.SignedInAsync(DemoAccounts.Bot4aFirst);
        using var twin = bot.Twin();
        await bot.SubmitAsync("/", "form[action='/accounts/logout/']", []);
        Assert.Equal(HttpStatusCode.Found, (await twin.GetAsync("/articles/")).StatusCode);
    }

    [Fact]
    public async Task Comment_under_way_is_refused_when_its_session_ends_first()
    {
        await using var site = await RunningSite.StartAsync();
        var article = await site.AddArticleAsync(new { tab = 38 });
        using var bot = await site.SignedInAsync(DemoAccounts.Bot4aFirst);
        await site.InjectAsync(new { kind = "latency", method = "POST", path = "/article/", delay = 10 });
        using var twin = bot.Twin();
        var slow = bot.CommentAsync(article, "<p>Zu spät</p>");
        await site.MoveClockUntilAsync(async () => (int)(await site.ControlAsync("faults"))[0]!["struck"]! == 1);
        await twin.SubmitAsync("/", "form[action='/accounts/logout/']", []);
        await site.MoveClockUntilAsync(async () => await site.CommentCountAsync() >= 0 && slow.IsCompleted);
        Assert.Contains(@"\accounts/login/", (await slow).Headers.NonValidated["Location"].ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await site.CommentCountAsync());
    }
}
