using System.Net;
using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.Tests.Driving;

namespace Pipeline.DemoSite.Tests;

public sealed class LoginTests
{
    [Fact]
    public async Task Login_page_has_a_form_without_action_and_sets_the_csrf_cookie()
    {
        await using var site = await RunningSite.StartAsync();
        using var visitor = site.Visitor();
        var answer = await visitor.GetAsync("/accounts/login/");
        var form = (await Visitor.PageOf(answer)).QuerySelector("form")!;
        Assert.Equal("post", form.GetAttribute("method"));
        Assert.Null(form.GetAttribute("action"));
        Assert.Equal("", form.QuerySelector("input[type=hidden][name=next]")!.GetAttribute("value"));
        Assert.Equal("150", form.QuerySelector("[name=username]")!.GetAttribute("maxlength"));
        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("csrftoken=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Success_redirects_with_port_and_backslash()
    {
        await using var site = await RunningSite.StartAsync();
        using var visitor = site.Visitor();
        var answer = await visitor.LogInAsync(DemoAccounts.Bot4aFirst.Username, DemoAccounts.Bot4aFirst.Password);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal($@"http://127.0.0.1:{site.Address.Port}\", answer.Headers.NonValidated["Location"].ToString());
    }

    [Fact]
    public async Task Only_a_logged_in_start_page_has_the_log_out_form()
    {
        await using var site = await RunningSite.StartAsync();
        using var stranger = site.Visitor();
        using var pupil = await site.SignedInAsync(DemoAccounts.Pupils[0]);
        Assert.Null((await stranger.PageAsync("/")).QuerySelector("form[action='/accounts/logout/']"));
        Assert.NotNull((await pupil.PageAsync("/")).QuerySelector("form[action='/accounts/logout/']"));
    }

    [Fact]
    public async Task Wrong_password_answers_200_with_the_form_again()
    {
        await using var site = await RunningSite.StartAsync();
        using var visitor = site.Visitor();
        var answer = await visitor.LogInAsync(DemoAccounts.Bot4aFirst.Username, "falsch");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotNull((await Visitor.PageOf(answer)).QuerySelector("form input[name=password]"));
        Assert.Null((await visitor.PageAsync("/")).QuerySelector("form[action='/accounts/logout/']"));
        Assert.Equal(1, (int)(await site.ControlAsync("requests"))["logins"]!["bot-4a-1"]!["failed"]!);
    }

    [Fact]
    public async Task Start_page_tells_a_stranger_the_accounts()
    {
        await using var site = await RunningSite.StartAsync();
        using var visitor = site.Visitor();
        var page = await visitor.PageAsync("/");
        Assert.Equal(DemoAccounts.All.Count, page.QuerySelectorAll("tbody tr").Length);
        Assert.Contains(DemoAccounts.Bot4aFirst.Password, page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Protected_page_sends_to_the_login_and_back()
    {
        await using var site = await RunningSite.StartAsync();
        using var visitor = site.Visitor();
        var answer = await visitor.GetAsync("/articles/?tab=38");
        Assert.Equal(
            $@"http://127.0.0.1:{site.Address.Port}\accounts/login/?next=%2Farticles%2F%3Ftab%3D38", answer.Headers.NonValidated["Location"].ToString());
        var login = await visitor.PageAsync("/accounts/login/?next=%2Farticles%2F%3Ftab%3D38");
        Assert.Equal("/articles/?tab=38", login.QuerySelector("[name=next]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Missing_slash_redirects_with_308()
    {
        await using var site = await RunningSite.StartAsync();
        using var visitor = site.Visitor();
        var answer = await visitor.GetAsync("/accounts/login");
        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.StatusCode);
    }
}
