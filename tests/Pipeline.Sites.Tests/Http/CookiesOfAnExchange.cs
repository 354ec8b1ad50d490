using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Sites.Tests.Support;

namespace Pipeline.Sites.Tests.Http;

public sealed class CookiesOfAnExchange
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_survives_storage_and_is_sent_again()
    {
        await using var site = await StandInSite.StartAsync();
        SetCookies(site, "sessionid=s1; Path=/; HttpOnly; SameSite=Lax", "csrftoken=c1; expires=Fri, 01 Jan 2100 00:00:00 GMT; Max-Age=31449600; Path=/");
        var stored = JsonSerializer.Serialize((await VisitAsync(site, null)).Session);
        await VisitAsync(site, JsonSerializer.Deserialize<SiteSession>(stored));
        Assert.False(site.Seen[0].Headers.ContainsKey("Cookie"));
        Assert.Equal("sessionid=s1; csrftoken=c1", site.Seen[1].Headers["Cookie"]);
    }

    [Fact]
    [Trait("Promise", "P-SECRET")]
    public async Task A_session_is_not_sent_to_another_origin()
    {
        await using var site = await StandInSite.StartAsync();
        site.Page("GET /", "");
        var elsewhere = new SiteSession("https://www.example.org:443", [new SiteCookie("sessionid", "s1", "/", false, null)]);
        await VisitAsync(site, elsewhere);
        Assert.False(site.Seen[0].Headers.ContainsKey("Cookie"));
    }

    [Theory]
    [InlineData("gone=1; Max-Age=0")]
    [InlineData("gone=1; expires=Thu, 01 Jan 1970 00:00:00 GMT")]
    [InlineData("gone=1; Path=/elsewhere/")]
    [InlineData("gone=1; Secure")]
    [InlineData("no cookie at all")]
    public async Task What_does_not_belong_here_is_not_sent(string setCookie)
    {
        await using var site = await StandInSite.StartAsync();
        SetCookies(site, "gone=0; Path=/elsewhere/", setCookie);
        var exchange = await VisitAsync(site, null);
        await exchange.GetAsync(exchange.At("/"), null, Cancel);
        Assert.False(site.Seen[1].Headers.ContainsKey("Cookie"));
    }

    [Fact]
    public async Task A_cookie_ends_with_its_age()
    {
        var time = new FakeTimeProvider();
        await using var site = await StandInSite.StartAsync();
        SetCookies(site, "sessionid=s1; Path=/; Max-Age=86400");
        var exchange = await VisitAsync(site, null, time);
        time.Advance(TimeSpan.FromHours(23));
        Assert.Single(exchange.Session.Cookies);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(exchange.Session.Cookies);
    }

    [Fact]
    [Trait("Promise", "P-SECRET")]
    public void Secrets_are_left_out_of_text()
    {
        var session = new SiteSession("https://a:443", [new SiteCookie("sessionid", "s3cret", "/", true, null)]);
        var text = $"{session} {session.Cookies[0]} {new SiteCredentials("mia", "s3cret")} {new CommentForm(new Uri("https://a/x"), "s3cret")}";
        Assert.DoesNotContain("s3cret", text);
    }

    private static void SetCookies(StandInSite site, params string[] cookies) => site.On("GET /", context =>
    {
        context.Response.Headers.SetCookie = cookies;
        return Task.CompletedTask;
    });

    private static async Task<SiteExchange> VisitAsync(StandInSite site, SiteSession? session, TimeProvider? time = null)
    {
        var exchange = site.Open(session, time: time);
        await exchange.GetAsync(exchange.At("/"), null, Cancel);
        return exchange;
    }
}
