using Microsoft.Extensions.Time.Testing;
using Pipeline.Domain.Errors;
using Pipeline.Sites.MyMoment;
using Pipeline.Sites.Tests.Support;

namespace Pipeline.Sites.Tests.MyMoment;

[Trait("Promise", "P-TWICE")]
public sealed class PostingAComment
{
    private const string Text = "<p>[KI]</p><p>Mir gefällt der Fuchs &amp; die Gans.</p>";
    private const string AsRendered = "<p>[KI]</p>\n <p>Mir gefällt der <b>Fuchs</b> &#38;&nbsp;die Gans.</p>";

    private static readonly MyMomentSite Adapter = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_comment_is_sent_once_and_its_id_read_back()
    {
        await using var site = await SiteAsync(Pages.Comment(AsRendered, 7001), Pages.Comment(AsRendered));
        site.Redirect("POST /article/101/comment/", "/article/101/");
        var receipt = await PostAsync(site);
        Assert.Equal(("7001", new Uri(site.Address, "/comment/7001/")), (receipt.SiteCommentId, receipt.Url));
        Assert.Equal(["GET /article/101/", "POST /article/101/comment/", "GET /article/101/"], site.Lines);
        Assert.Equal(Adapter.Costs.Comment, site.Seen.Count);
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "&hide=on")]
    public async Task The_form_holds_what_the_site_asks_for(bool hide, string extra)
    {
        await using var site = await SiteAsync(Pages.Comment(Text, 7001));
        site.Redirect("POST /article/101/comment/", "/article/101/");
        await PostAsync(site, hide: hide);
        var form = site.Seen[1];
        Assert.Equal($"csrfmiddlewaretoken=comment1&text={Uri.EscapeDataString(Text).Replace("%20", "+")}&status=20&highlight={extra}", form.Body);
        Assert.Equal(new Uri(site.Address, "/article/101/").ToString(), form.Headers["Referer"]);
    }

    [Fact]
    public async Task A_rejected_form_is_no_success()
    {
        await using var site = await SiteAsync(Pages.Comment(Text, 7001));
        site.Page("POST /article/101/comment/", Pages.Refused("Zu kurz."));
        var error = await FailAsync(site);
        Assert.Equal((ErrorKind.Rejected, WriteState.Refused, "The site rejected the comment: Zu kurz."), (error.Kind, error.Write, error.Message));
    }

    [Theory]
    [InlineData(400, ErrorKind.Rejected, WriteState.Refused)]
    [InlineData(403, ErrorKind.Forbidden, WriteState.Refused)]
    [InlineData(404, ErrorKind.NotFound, WriteState.Refused)]
    [InlineData(429, ErrorKind.RateLimited, WriteState.Refused)]
    [InlineData(408, ErrorKind.Timeout, WriteState.MaybeSent)]
    [InlineData(500, ErrorKind.Unreachable, WriteState.MaybeSent)]
    [InlineData(503, ErrorKind.Unreachable, WriteState.MaybeSent)]
    [InlineData(200, ErrorKind.SiteChanged, WriteState.MaybeSent)]
    [InlineData(201, ErrorKind.SiteChanged, WriteState.MaybeSent)]
    public async Task A_status_says_what_is_certain(int status, ErrorKind kind, WriteState write)
    {
        await using var site = await SiteAsync();
        site.Page("POST /article/101/comment/", "<h1>?</h1>", status);
        var error = await FailAsync(site);
        Assert.Equal((kind, write), (error.Kind, error.Write));
        Assert.Single(site.Lines, "POST /article/101/comment/");
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_without_the_comment_proves_nothing_and_nothing_is_repeated(int status)
    {
        await using var site = await SiteAsync(Pages.Comment("<p>Anderes</p>", 7001), Pages.Comment(Text));
        site.Redirect("POST /article/101/comment/", "/article/101/", status);
        Assert.Equal(WriteState.MaybeSent, (await FailAsync(site)).Write);
        Assert.Single(site.Lines, "POST /article/101/comment/");
    }

    [Fact]
    public async Task An_own_comment_that_was_there_before_proves_nothing()
    {
        await using var site = await StandInSite.StartAsync();
        site.Page("GET /article/101/", Pages.Article(Pages.Comment(Text, 7000))).Redirect("POST /article/101/comment/", "/article/101/");
        Assert.Equal(WriteState.MaybeSent, (await FailAsync(site)).Write);
    }

    [Fact]
    public async Task A_redirect_to_the_login_is_a_dead_session_and_a_sure_refusal()
    {
        await using var site = await SiteAsync();
        site.Redirect("POST /article/101/comment/", "/accounts/login/?next=/article/101/comment/");
        Assert.Equal(WriteState.Refused, Assert.IsType<SiteSessionExpiredException>(await FailAsync(site)).Write);
    }

    [Fact]
    public async Task A_site_that_hangs_may_have_taken_it()
    {
        var (time, held) = (new FakeTimeProvider(), new Held());
        await using var site = await SiteAsync();
        site.On("POST /article/101/comment/", held.WaitAsync);
        var failing = FailAsync(site, time: time);
        await held.Arrived;
        time.Advance(TimeSpan.FromSeconds(31));
        var error = await failing;
        Assert.Equal((ErrorKind.Timeout, WriteState.MaybeSent), (error.Kind, error.Write));
    }

    [Fact]
    public async Task A_connection_cut_after_the_form_may_have_brought_it()
    {
        await using var site = await SiteAsync();
        var arrived = 0;
        site.On("POST /article/101/comment/", async context =>
        {
            Interlocked.Increment(ref arrived);
            await context.Request.Body.CopyToAsync(Stream.Null, Cancel);
            context.Abort();
        });
        var error = await FailAsync(site);
        Assert.Equal((ErrorKind.Unreachable, WriteState.MaybeSent), (error.Kind, error.Write));
        Assert.Equal(1, arrived); // No layer below repeats it by itself.
    }

    [Fact]
    public async Task A_site_that_is_gone_got_nothing()
    {
        await using var site = await SiteAsync();
        var page = await Adapter.ReadCommentPageAsync(site.Open(), "101", Cancel);
        // A connection of its own, which finds nobody listening any more.
        var exchange = site.Open();
        await site.StopAsync();
        var error = await Assert.ThrowsAsync<SiteException>(() => Adapter.PostCommentAsync(exchange, page, new CommentDraft(Text, false), Cancel));
        Assert.Equal((ErrorKind.Unreachable, WriteState.NotSent), (error.Kind, error.Write));
    }

    [Fact]
    [Trait("Promise", "P-STOP")]
    public async Task Without_permission_the_site_gets_nothing()
    {
        var permit = new RecordingPermit((intent, _) => intent == RequestIntent.Write ? "posting is stopped" : null);
        await using var site = await SiteAsync();
        var error = await Assert.ThrowsAsync<PermitRefusedException>(() => PostAsync(site, permit));
        Assert.Equal("posting is stopped", error.Message);
        Assert.Equal([(RequestIntent.Read, "/article/101/"), (RequestIntent.Write, "/article/101/comment/")], permit.Asked);
        Assert.Equal(["GET /article/101/"], site.Lines);
    }

    [Fact]
    public async Task Without_permission_to_read_back_it_may_have_been_sent()
    {
        await using var site = await SiteAsync(Pages.Comment(Text, 7001));
        site.Redirect("POST /article/101/comment/", "/article/101/");
        var permit = new RecordingPermit((intent, _) => intent == RequestIntent.Read && site.Seen.Count > 1 ? "stopped" : null);
        Assert.Equal(WriteState.MaybeSent, (await FailAsync(site, permit)).Write);
    }

    [Fact]
    public async Task What_was_begun_is_finished_though_the_caller_gives_up()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var held = new Held();
        await using var site = await SiteAsync(Pages.Comment(Text, 7001));
        site.On("POST /article/101/comment/", async context =>
        {
            await held.WaitAsync(context);
            context.Response.Redirect("/article/101/");
        });
        var posting = PostAsync(site, cancel: cancel.Token);
        await held.Arrived;
        await cancel.CancelAsync();
        held.Release();
        Assert.Equal("7001", (await posting).SiteCommentId);
    }

    [Fact]
    public async Task A_caller_that_gives_up_before_sends_nothing()
    {
        using var cancel = new CancellationTokenSource();
        await using var site = await SiteAsync();
        var permit = new RecordingPermit((intent, _) =>
        {
            if (intent == RequestIntent.Write) cancel.Cancel();
            return null;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PostAsync(site, permit, cancel: cancel.Token));
        Assert.Equal(["GET /article/101/"], site.Lines);
    }

    [Fact]
    public async Task An_article_without_a_comment_form_takes_none()
    {
        await using var site = await StandInSite.StartAsync();
        site.Page("GET /article/101/", Pages.LogOut);
        var error = await FailAsync(site);
        Assert.Equal((ErrorKind.Forbidden, WriteState.NotSent), (error.Kind, error.Write));
    }

    /// <summary>A site whose article has no comments at first, and these from the second look on.</summary>
    private static async Task<StandInSite> SiteAsync(params string[] later) =>
        (await StandInSite.StartAsync()).Page("GET /article/101/", Pages.Article()).Page("GET /article/101/", Pages.Article(later));

    private static async Task<CommentReceipt> PostAsync(
        StandInSite site, IRequestPermit? permit = null, TimeProvider? time = null, bool hide = false, CancellationToken? cancel = null)
    {
        var exchange = site.Open(permit: permit, time: time);
        var page = await Adapter.ReadCommentPageAsync(exchange, "101", Cancel);
        return await Adapter.PostCommentAsync(exchange, page, new CommentDraft(Text, hide), cancel ?? Cancel);
    }

    private static Task<SiteException> FailAsync(StandInSite site, IRequestPermit? permit = null, TimeProvider? time = null) =>
        Assert.ThrowsAnyAsync<SiteException>(() => PostAsync(site, permit, time));
}
