using System.Net;
using System.Net.Sockets;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Net;
using Pipeline.Sites.Tests.Support;

namespace Pipeline.Sites.Tests.Net;

[Trait("Promise", "P-SSRF")]
public sealed class GuardedTransport
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("169.254.169.254")]
    public async Task A_name_that_leads_inside_is_refused_while_connecting(string resolved)
    {
        using var client = Client("", IPAddress.Parse(resolved));
        var error = await Assert.ThrowsAnyAsync<Exception>(() => client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "http://www.example.org/"), Cancel));
        Assert.Contains("www.example.org is internal", BlockedAddressException.FindIn(error)?.Message);
    }

    [Fact]
    public async Task Only_what_was_judged_is_connected_to()
    {
        await using var site = await StandInSite.StartAsync();
        site.Page("GET /", "ok");
        var port = site.Address.Port;
        // 127.0.0.2 would take the connection, too, and comes first, but only 127.0.0.1 is allowed.
        using var trap = new TcpListener(IPAddress.Parse("127.0.0.2"), port);
        trap.Start();
        using var client = Client($"127.0.0.1:{port}", IPAddress.Parse("127.0.0.2"), IPAddress.Loopback);
        using var answer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"http://www.example.org:{port}/"), Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.False(trap.Pending());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal($"www.example.org:{port}", site.Seen[0].Headers["Host"]);
    }

    [Fact]
    public async Task Redirects_are_not_followed_and_cookies_not_kept()
    {
        await using var site = await StandInSite.StartAsync();
        site.On("GET /", context =>
        {
            context.Response.Headers.SetCookie = "a=1";
            context.Response.Redirect("/next/");
            return Task.CompletedTask;
        });
        using var client = Client("127.0.0.1", IPAddress.Loopback);
        for (var i = 0; i < 2; i++)
            using (await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, site.Address), Cancel)) { }

        Assert.Equal(["GET /", "GET /"], site.Lines);
        Assert.All(site.Seen, request => Assert.DoesNotContain("Cookie", request.Headers.Keys));
        Assert.All(site.Seen, request => Assert.DoesNotContain("traceparent", request.Headers.Keys));
    }

    [Fact]
    public async Task An_exchange_names_the_setting_that_would_allow_it()
    {
        await using var site = await StandInSite.StartAsync();
        var exchange = site.Open(allowed: "other.lan");
        var error = await Assert.ThrowsAsync<SiteException>(() => exchange.GetAsync(exchange.At("/"), null, Cancel));
        Assert.Equal(ErrorKind.Blocked, error.Kind);
        Assert.Contains("Http__AllowedInternalHosts", error.Message);
        Assert.Empty(site.Seen);
    }

    /// <summary>The transport reads the other end's address after connecting, which then isn't there any more.</summary>
    [Fact]
    public async Task A_connection_that_dies_as_soon_as_it_is_made_fails_the_request()
    {
        using var site = new TcpListener(IPAddress.Loopback, 0);
        site.Start();
        using var done = new CancellationTokenSource();
        var hangingUp = HangUpAsync(site, done.Token);
        using var client = Client($"{site.LocalEndpoint}", IPAddress.Loopback);
        for (var i = 0; i < 300; i++)
            await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"http://www.example.org:{((IPEndPoint)site.LocalEndpoint).Port}/"), Cancel));

        await done.CancelAsync();
        await hangingUp;
    }

    private static async Task HangUpAsync(TcpListener site, CancellationToken done)
    {
        try
        {
            while (true)
            {
                using var connection = await site.AcceptSocketAsync(done);
                connection.LingerState = new LingerOption(true, 0);
            }
        }
        catch (OperationCanceledException)
        {
            // It was told to.
        }
    }

    private static HttpMessageInvoker Client(string allowed, params IPAddress[] resolved) =>
        new(GuardedHttp.CreateHandler(InternalAddressPolicy.Parse(allowed), (_, _) => Task.FromResult(resolved)));
}
