using Pipeline.Domain.Errors;
using Pipeline.Sites.Http;
using Pipeline.Sites.Tests.Support;

namespace Pipeline.Sites.Tests.Http;

public sealed class RedirectsOfAnExchange
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Backslashes_and_an_explicit_port_are_understood_and_each_hop_is_asked_for()
    {
        await using var site = await StandInSite.StartAsync();
        site.Redirect("GET /old/", $@"http://127.0.0.1:{site.Address.Port}\middle\").Redirect("GET /middle/", "/new/").Page("GET /new/", "there");
        var permit = new RecordingPermit();
        var exchange = site.Open(permit: permit);
        var page = await exchange.GetAsync(exchange.At("/old/"), null, Cancel);
        Assert.Equal("there", page.Body);
        Assert.Equal(["/old/", "/middle/", "/new/"], permit.Asked.Select(asked => asked.Path));
    }

    [Fact]
    public async Task After_five_hops_it_ends()
    {
        await using var site = await StandInSite.StartAsync();
        site.Redirect("GET /round/", "/round/");
        var exchange = site.Open();
        var error = await Assert.ThrowsAsync<SiteException>(() => exchange.GetAsync(exchange.At("/round/"), null, Cancel));
        Assert.Equal(ErrorKind.SiteChanged, error.Kind);
        Assert.Equal(6, site.Seen.Count);
    }

    [Fact]
    [Trait("Promise", "P-SECRET")]
    public async Task Another_host_is_never_asked()
    {
        await using var other = await StandInSite.StartAsync();
        await using var site = await StandInSite.StartAsync();
        site.Redirect("GET /", other.Address.ToString());
        var exchange = site.Open(allowed: "127.0.0.0/8");
        var error = await Assert.ThrowsAsync<SiteException>(() => exchange.GetAsync(exchange.At("/"), null, Cancel));
        Assert.Contains(other.Address.Authority, error.Message);
        Assert.Empty(other.Seen);
    }

    [Theory]
    [InlineData(307, "GET /form/|POST /form/|POST /moved/")]
    [InlineData(308, "GET /form/|POST /form/|POST /moved/")]
    [InlineData(302, "GET /form/|POST /form/")]
    [InlineData(303, "GET /form/|POST /form/")]
    public async Task A_posted_form_follows_only_what_keeps_the_method(int status, string lines)
    {
        await using var site = await StandInSite.StartAsync();
        site.Page("GET /form/", "form").Redirect("POST /form/", "/moved/", status).Page("POST /moved/", "done");
        var exchange = site.Open();
        await exchange.GetAsync(exchange.At("/form/"), null, Cancel);
        await exchange.PostAsync(new SiteForm(exchange.At("/form/"), exchange.At("/form/"), [new("a", "1")]), Cancel);
        Assert.Equal(lines.Split('|'), site.Lines);
        Assert.All(site.Seen.Skip(1), request => Assert.Equal("a=1", request.Body));
    }
}
