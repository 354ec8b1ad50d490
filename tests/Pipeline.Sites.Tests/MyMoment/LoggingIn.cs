using Pipeline.Domain.Errors;
using Pipeline.Sites.MyMoment;
using Pipeline.Sites.Tests.Support;

namespace Pipeline.Sites.Tests.MyMoment;

public sealed class LoggingIn
{
    private static readonly MyMomentSite Adapter = new();
    private static readonly SiteCredentials Mia = new("mia", "geheim & gut");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_login_is_proved_with_as_many_requests_as_it_says()
    {
        await using var site = await SiteAsync();
        site.Redirect("POST /accounts/login/", $@"http://127.0.0.1:{site.Address.Port}\articles/").Page("GET /", Pages.Home);
        await Adapter.LogInAsync(site.Open(), Mia, Cancel);
        Assert.Equal(["GET /accounts/login/", "POST /accounts/login/", "GET /"], site.Lines);
        Assert.Equal(Adapter.Costs.LogIn, site.Seen.Count);
    }

    [Fact]
    public async Task The_form_is_sent_with_its_token_its_cookie_and_its_referer()
    {
        await using var site = await SiteAsync();
        site.Redirect("POST /accounts/login/", "/").Page("GET /", Pages.Home);
        await Adapter.LogInAsync(site.Open(), Mia, Cancel);
        var form = site.Seen[1];
        Assert.Equal("csrfmiddlewaretoken=login1&next=&username=mia&password=geheim+%26+gut", form.Body);
        Assert.Equal("csrftoken=c1", form.Headers["Cookie"]);
        Assert.Equal(new Uri(site.Address, "/accounts/login/").ToString(), form.Headers["Referer"]);
    }

    [Fact]
    public async Task A_wrong_password_is_an_error_of_authentication_that_does_not_repeat_it()
    {
        await using var site = await SiteAsync();
        site.Page("POST /accounts/login/", "<ul class='errorlist'><li>geheim &amp; gut ist falsch</li></ul>" + Pages.LogIn);
        var error = await Assert.ThrowsAsync<SiteException>(() => Adapter.LogInAsync(site.Open(), Mia, Cancel));
        Assert.Equal(ErrorKind.Auth, error.Kind);
        Assert.DoesNotContain("geheim", error.ToString());
    }

    [Theory]
    [InlineData("<h1>Willkommen</h1>")]
    [InlineData(Pages.LogIn)]
    public async Task A_redirect_alone_proves_nothing(string home)
    {
        await using var site = await SiteAsync();
        site.Redirect("POST /accounts/login/", "/").Page("GET /", home);
        var error = await Assert.ThrowsAsync<SiteException>(() => Adapter.LogInAsync(site.Open(), Mia, Cancel));
        Assert.Equal(ErrorKind.SiteChanged, error.Kind);
    }

    [Fact]
    public async Task A_start_page_that_sends_back_to_the_login_proves_nothing()
    {
        await using var site = await SiteAsync();
        site.Redirect("POST /accounts/login/", "/").Redirect("GET /", "/accounts/login/?next=/");
        await Assert.ThrowsAsync<SiteException>(() => Adapter.LogInAsync(site.Open(), Mia, Cancel));
    }

    [Theory]
    [InlineData(403, ErrorKind.Forbidden)]
    [InlineData(429, ErrorKind.RateLimited)]
    [InlineData(502, ErrorKind.Unreachable)]
    public async Task Trouble_at_the_login_is_not_taken_for_a_wrong_password(int status, ErrorKind kind)
    {
        await using var site = await SiteAsync();
        site.Page("POST /accounts/login/", "", status);
        Assert.Equal(kind, (await Assert.ThrowsAsync<SiteException>(() => Adapter.LogInAsync(site.Open(), Mia, Cancel))).Kind);
    }

    [Fact]
    public async Task A_logout_ends_the_session_at_the_site()
    {
        await using var site = await StandInSite.StartAsync();
        site.Page("GET /", Pages.Home).Redirect("POST /accounts/logout/", "/accounts/login/");
        var exchange = site.Open(new SiteSession($"{site.Address.GetLeftPart(UriPartial.Authority)}", [new SiteCookie("sessionid", "s1", "/", false, null)]));
        await Adapter.LogOutAsync(exchange, Cancel);
        Assert.Equal(["GET /", "POST /accounts/logout/"], site.Lines);
        Assert.Equal(("csrfmiddlewaretoken=out1", "sessionid=s1"), (site.Seen[1].Body, site.Seen[1].Headers["Cookie"]));
        Assert.Empty(exchange.Session.Cookies);
    }

    [Fact]
    public async Task A_refused_logout_is_an_error()
    {
        await using var site = await StandInSite.StartAsync();
        site.Page("GET /", Pages.Home).Page("POST /accounts/logout/", "", 403);
        await Assert.ThrowsAsync<SiteException>(() => Adapter.LogOutAsync(site.Open(), Cancel));
    }

    [Fact]
    public async Task A_dead_session_needs_no_logout()
    {
        await using var site = await StandInSite.StartAsync();
        site.Redirect("GET /", "/accounts/login/");
        await Adapter.LogOutAsync(site.Open(), Cancel);
        Assert.Equal(["GET /"], site.Lines);
    }

    private static async Task<StandInSite> SiteAsync() => (await StandInSite.StartAsync()).On("GET /accounts/login/", async context =>
    {
        context.Response.Headers.SetCookie = "csrftoken=c1; Path=/";
        await Microsoft.AspNetCore.Http.Results.Content(Pages.LogIn, "text/html").ExecuteAsync(context);
    });
}
