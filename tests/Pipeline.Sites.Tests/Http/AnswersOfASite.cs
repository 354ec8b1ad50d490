using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Domain.Errors;
using Pipeline.Sites.Http;
using Pipeline.Sites.Tests.Support;

namespace Pipeline.Sites.Tests.Http;

public sealed class AnswersOfASite
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(401, ErrorKind.Auth)]
    [InlineData(403, ErrorKind.Forbidden)]
    [InlineData(404, ErrorKind.NotFound)]
    [InlineData(410, ErrorKind.NotFound)]
    [InlineData(418, ErrorKind.SiteChanged)]
    [InlineData(429, ErrorKind.RateLimited)]
    [InlineData(500, ErrorKind.Unreachable)]
    [InlineData(503, ErrorKind.Unreachable)]
    public async Task A_status_has_its_kind(int status, ErrorKind kind)
    {
        await using var site = await StandInSite.StartAsync();
        site.Page("GET /", "no", status);
        var error = await Assert.ThrowsAsync<SiteException>(() => GetOkAsync(site));
        Assert.Equal((kind, WriteState.NotSent), (error.Kind, error.Write));
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Thu, 01 Jan 2026 00:01:30 GMT", 90)]
    [InlineData("Wed, 01 Jan 2020 00:00:00 GMT", 0)]
    [InlineData("99999999", 86_400)]
    [InlineData("soon", null)]
    [Trait("Promise", "P-RETRY")]
    public async Task Retry_after_is_told(string header, int? seconds)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var site = await StandInSite.StartAsync();
        site.On("GET /", context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        });
        var error = await Assert.ThrowsAsync<SiteException>(() => GetOkAsync(site, time));
        Assert.Equal(seconds, (int?)error.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task A_request_says_who_asks_and_in_which_language()
    {
        await using var site = await StandInSite.StartAsync();
        site.Page("GET /", "ok");
        await GetOkAsync(site);
        Assert.Equal("de-CH,de", site.Seen[0].Headers["Accept-Language"]);
        Assert.Contains("contact: ops@example.org", site.Seen[0].Headers["User-Agent"]);
    }

    [Fact]
    public async Task No_answer_in_time_is_a_timeout()
    {
        var (time, held) = (new FakeTimeProvider(), new Held());
        await using var site = await StandInSite.StartAsync();
        site.On("GET /", held.WaitAsync);
        var asking = GetOkAsync(site, time);
        await held.Arrived;
        time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(ErrorKind.Timeout, (await Assert.ThrowsAsync<SiteException>(() => asking)).Kind);
    }

    [Fact]
    public async Task The_callers_own_cancellation_stays_one()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var held = new Held();
        await using var site = await StandInSite.StartAsync();
        var exchange = site.On("GET /", held.WaitAsync).Open();
        var asking = exchange.GetAsync(exchange.At("/"), null, cancel.Token);
        await held.Arrived;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task A_small_answer_that_unpacks_to_a_huge_one_is_not_read()
    {
        await using var site = await StandInSite.StartAsync();
        site.On("GET /", async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new GZipStream(context.Response.Body, CompressionLevel.Optimal);
            await packed.WriteAsync(new byte[6 * 1024 * 1024], context.RequestAborted);
        });
        var error = await Assert.ThrowsAsync<SiteException>(() => GetOkAsync(site));
        Assert.Equal("The page is larger than 5 MiB.", error.Message);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_unreachable()
    {
        await using var site = await StandInSite.StartAsync();
        site.On("GET /", async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("only this", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        });
        Assert.Equal(ErrorKind.Unreachable, (await Assert.ThrowsAsync<SiteException>(() => GetOkAsync(site))).Kind);
    }

    [Theory]
    [InlineData("utf-8", "text/html", "")]
    [InlineData("iso-8859-1", "text/html; charset=iso-8859-1", "")]
    [InlineData("iso-8859-1", "text/html", "<meta charset=windows-1252>")]
    [InlineData("iso-8859-1", "text/html", "<meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-1'>")]
    [InlineData("utf-16", "text/html; charset=utf-8", "")]
    public void Text_is_read_in_the_encoding_that_it_is_in(string encoding, string type, string start)
    {
        var written = Encoding.GetEncoding(encoding);
        byte[] body = [.. written.GetPreamble(), .. written.GetBytes(start + "Grüsse\0 aus Zürich")];
        Assert.Equal(start + "Grüsse aus Zürich", PageBody.Decode(body, MediaTypeHeaderValue.Parse(type)));
    }

    private static async Task<string> GetOkAsync(StandInSite site, TimeProvider? time = null)
    {
        var exchange = site.Open(time: time);
        var page = await exchange.GetAsync(exchange.At("/"), null, Cancel);
        page.ThrowUnlessOk();
        return page.Body;
    }
}
