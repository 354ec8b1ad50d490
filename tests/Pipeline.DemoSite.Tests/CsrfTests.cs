using System.Net;
using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.Tests.Driving;

namespace Pipeline.DemoSite.Tests;

public sealed class CsrfTests
{
    private static readonly DemoAccount Bot = DemoAccounts.Bot4aFirst;

    [Fact]
    public async Task Post_without_cookie_is_refused()
    {
        await using var site = await RunningSite.StartAsync();
        using var visitor = site.Visitor();
        var fields = await LoginFieldsAsync(visitor);
        visitor.DropCookie("csrftoken");
        var answer = await visitor.PostAsync("/accounts/login/", "/accounts/login/", fields);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    public async Task Post_with_a_wrong_token_is_refused(string token)
    {
        await using var site = await RunningSite.StartAsync();
        using var visitor = site.Visitor();
        var fields = await LoginFieldsAsync(visitor);
        fields["csrfmiddlewaretoken"] = token;
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync("/accounts/login/", "/accounts/login/", fields)).StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("http://anderswo.example/accounts/login/")]
    public async Task Post_without_a_referer_of_the_site_is_refused(string? referer)
    {
        await using var site = await RunningSite.StartAsync();
        using var visitor = site.Visitor();
        visitor.Referer = referer;
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.LogInAsync(Bot.Username, Bot.Password)).StatusCode);
    }

    [Fact]
    public async Task Token_of_before_the_login_is_refused_afterwards()
    {
        await using var site = await RunningSite.StartAsync();
        using var visitor = site.Visitor();
        var fields = await LoginFieldsAsync(visitor);
        await visitor.PostAsync("/accounts/login/", "/accounts/login/", fields);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync("/accounts/logout/", "/", fields)).StatusCode);
    }

    [Fact]
    public async Task Every_field_of_a_page_differs()
    {
        await using var site = await RunningSite.StartAsync();
        using var visitor = await site.SignedInAsync(Bot);
        var page = await visitor.PageAsync($"/article/{await site.AddArticleAsync(new { tab = 38 })}/");
        var tokens = page.QuerySelectorAll("[name=csrfmiddlewaretoken]").Select(f => f.GetAttribute("value")).ToList();
        Assert.Equal(3, tokens.Distinct().Count());
    }

    private static async Task<Dictionary<string, string>> LoginFieldsAsync(Visitor visitor)
    {
        var token = (await visitor.PageAsync("/accounts/login/")).QuerySelector("[name=csrfmiddlewaretoken]")!.GetAttribute("value")!;
        return new() { ["csrfmiddlewaretoken"] = token, ["username"] = Bot.Username, ["password"] = Bot.Password };
    }
}
