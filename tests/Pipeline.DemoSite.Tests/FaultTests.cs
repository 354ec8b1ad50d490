using System.Net;
using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.Tests.Driving;

namespace Pipeline.DemoSite.Tests;

public sealed class FaultTests : IAsyncLifetime
{
    private RunningSite site = null!;
    private Visitor bot = null!;
    private int article;

    public async ValueTask InitializeAsync()
    {
        site = await RunningSite.StartAsync();
        bot = await site.SignedInAsync(DemoAccounts.Bot4aFirst);
        article = await site.AddArticleAsync(new { tab = 38 });
    }

    public async ValueTask DisposeAsync()
    {
        bot.Dispose();
        await site.DisposeAsync();
    }

    [Theory]
    [InlineData("error500", HttpStatusCode.InternalServerError)]
    [InlineData("forbidden403", HttpStatusCode.Forbidden)]
    [InlineData("rate_limited429", HttpStatusCode.TooManyRequests)]
    public async Task Refusal_strikes_as_often_as_told_and_stores_nothing(string kind, HttpStatusCode status)
    {
        await site.InjectAsync(new { kind, path = "/article/", method = "POST", times = 1 });
        Assert.Equal(status, (await bot.CommentAsync(article, "<p>A</p>")).StatusCode);
        Assert.Equal(0, await site.CommentCountAsync());
        Assert.Equal(HttpStatusCode.Found, (await bot.CommentAsync(article, "<p>A</p>")).StatusCode);
    }

    [Fact]
    public async Task Rate_limit_says_when_to_come_back()
    {
        await site.InjectAsync(new { kind = "rate_limited429", path = "^/articles/$", retryAfter = 7 });
        Assert.Equal(TimeSpan.FromSeconds(7), (await bot.GetAsync("/articles/")).Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task Latency_holds_the_request_back()
    {
        await site.InjectAsync(new { kind = "latency", path = "/articles/", delay = 5 });
        var before = site.Clock.GetUtcNow();
        var slow = bot.GetAsync("/articles/");
        await site.MoveClockUntilAsync(async () => await site.CommentCountAsync() >= 0 && slow.IsCompleted);
        Assert.Equal(HttpStatusCode.OK, (await slow).StatusCode);
        Assert.True(site.Clock.GetUtcNow() - before >= TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Cut_connection_is_an_error_at_the_client()
    {
        await site.InjectAsync(new { kind = "cut_connection", path = "/articles/" });
        await Assert.ThrowsAsync<HttpRequestException>(() => bot.GetAsync("/articles/"));
    }

    [Fact]
    public async Task Rejected_form_answers_200_and_stores_nothing()
    {
        await site.InjectAsync(new { kind = "rejected_form", user = "bot-4a-1" });
        var answer = await bot.CommentAsync(article, "<p>An sich gut</p>");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEmpty((await Visitor.PageOf(answer)).QuerySelectorAll("#comment-create .errorlist li"));
        Assert.Equal(0, await site.CommentCountAsync());
    }

    [Fact]
    public async Task Fault_for_one_user_leaves_others_alone()
    {
        await site.InjectAsync(new { kind = "forbidden403", user = "bot-4a-1" });
        using var other = await site.SignedInAsync(DemoAccounts.Bot4aSecond);
        Assert.Equal(HttpStatusCode.Forbidden, (await bot.GetAsync($"/article/{article}/")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync($"/article/{article}/")).StatusCode);
    }

    [Fact]
    public async Task Hang_after_accept_stores_and_never_answers()
    {
        await site.InjectAsync(new { kind = "hang_after_accept", times = 1 });
        await PostAndGiveUpWhenAsync(async () => await site.CommentCountAsync() == 1);
        Assert.Equal(1, await site.CommentCountAsync());
    }

    [Fact]
    public async Task Late_comment_is_stored_after_the_client_has_gone()
    {
        await site.InjectAsync(new { kind = "store_late", delay = 20, times = 1 });
        var before = site.Clock.GetUtcNow();
        await PostAndGiveUpWhenAsync(async () => (int)(await site.ControlAsync("faults"))[0]!["struck"]! == 1);
        Assert.Equal(0, await site.CommentCountAsync());
        await site.MoveClockUntilAsync(async () => await site.CommentCountAsync() == 1);
        Assert.True((DateTimeOffset)(await site.ControlAsync("comments"))[0]!["at"]! - before >= TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Late_comment_of_an_ended_session_is_dropped_unless_told(bool evenAfterLogout, int stored)
    {
        await site.InjectAsync(
            new { kind = "store_late", delay = 20, times = 1, evenAfterLogout }, new { kind = "store_late", delay = 30, times = 1, evenAfterLogout = true });
        await PostAndGiveUpWhenAsync(async () => (int)(await site.ControlAsync("faults"))[0]!["struck"]! == 1);
        await PostAndGiveUpWhenAsync(async () => (int)(await site.ControlAsync("faults"))[1]!["struck"]! == 1);
        await bot.SubmitAsync("/", "form[action='/accounts/logout/']", []);

        // The second one comes in any case: when it is there, the first has had its turn.
        await site.MoveClockUntilAsync(async () => (await site.ControlAsync("comments")).AsArray().Any(c => AgeOf(c!) >= 30));
        Assert.Equal(stored + 1, await site.CommentCountAsync());
    }

    [Fact]
    public async Task Error_after_accept_stores_and_answers_500()
    {
        await site.InjectAsync(new { kind = "error500_after_accept" });
        Assert.Equal(HttpStatusCode.InternalServerError, (await bot.CommentAsync(article, "<p>Da</p>")).StatusCode);
        Assert.Equal(1, await site.CommentCountAsync());
    }

    [Fact]
    public async Task Cut_after_accept_stores_and_answers_nothing()
    {
        await site.InjectAsync(new { kind = "cut_after_accept" });
        await Assert.ThrowsAsync<HttpRequestException>(() => bot.CommentAsync(article, "<p>Da</p>"));
        Assert.Equal(1, await site.CommentCountAsync());
    }

    [Fact]
    public async Task Expired_sessions_all_die_once()
    {
        using var other = await site.SignedInAsync(DemoAccounts.Bot4aSecond);
        await site.InjectAsync(new { kind = "expire_sessions" });
        Assert.Equal(HttpStatusCode.Found, (await bot.GetAsync("/articles/")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await other.GetAsync("/articles/")).StatusCode);
        await bot.LogInAsync(DemoAccounts.Bot4aFirst.Username, DemoAccounts.Bot4aFirst.Password);
        Assert.Equal(HttpStatusCode.OK, (await bot.GetAsync("/articles/")).StatusCode);
    }

    [Fact]
    public async Task Only_sessions_of_the_age_expire()
    {
        site.Clock.Advance(TimeSpan.FromSeconds(10));
        using var fresh = await site.SignedInAsync(DemoAccounts.Bot4aSecond);
        await site.InjectAsync(new { kind = "expire_sessions", age = 10 });
        Assert.Equal(HttpStatusCode.OK, (await fresh.GetAsync("/articles/")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await bot.GetAsync("/articles/")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await fresh.GetAsync("/articles/")).StatusCode);
    }

    [Fact]
    public async Task Missing_pane_leaves_the_others()
    {
        await site.InjectAsync(new { kind = "missing_pane" });
        var page = await bot.PageAsync("/articles/?tab=38");
        Assert.Null(page.GetElementById("pills-38"));
        Assert.NotNull(page.GetElementById("pills-alle"));
    }

    [Fact]
    public async Task Probability_draws_the_same_for_the_same_seed()
    {
        await site.InjectAsync(new { kind = "error500", path = "/articles/", probability = 0.5 });
        var first = await StatusesAsync();
        await site.InjectAsync(new { kind = "error500", path = "/articles/", probability = 0.5 });
        Assert.Equal(first, await StatusesAsync());
        Assert.Equal(2, first.Distinct().Count());
    }

    [Fact]
    public async Task Faults_can_be_taken_away()
    {
        await site.InjectAsync(new { kind = "error500" });
        await site.SendControlAsync(HttpMethod.Delete, "faults");
        Assert.Equal(HttpStatusCode.OK, (await bot.GetAsync("/articles/")).StatusCode);
    }

    [Theory]
    [InlineData("""[{"kind":"no_such_kind"}]""")]
    [InlineData("""[{"kind":"latency","dealy":5}]""")]
    [InlineData("""[{"kind":"latency","path":"^("}]""")]
    [InlineData("""{"kind":"latency"}""")]
    public async Task Mistyped_fault_is_refused_with_a_reason(string body)
    {
        var answer = await site.SendControlAsync(HttpMethod.Put, "faults", System.Text.Json.Nodes.JsonNode.Parse(body));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("detail", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<List<HttpStatusCode>> StatusesAsync()
    {
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 20; i++) statuses.Add((await bot.GetAsync("/articles/")).StatusCode);
        return statuses;
    }

    private async Task PostAndGiveUpWhenAsync(Func<Task<bool>> reached)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bot.Patience = patience.Token;
        var hanging = bot.CommentAsync(article, "<p>Hört mich jemand?</p>");
        await RunningSite.AskUntilAsync(reached);
        Assert.False(hanging.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        bot.Patience = TestContext.Current.CancellationToken;
    }

    private static double AgeOf(System.Text.Json.Nodes.JsonNode comment) =>
        ((DateTimeOffset)comment["at"]! - new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)).TotalSeconds;
}
