using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;
using Pipeline.DemoSite.Accounts;

namespace Pipeline.DemoSite.Tests.Driving;

/// <summary>A demo site on a port of its own, with a clock that only the test moves.</summary>
internal sealed class RunningSite : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient control;

    private RunningSite(WebApplication app, FakeTimeProvider clock)
    {
        this.app = app;
        Clock = clock;
        Address = app.Address();
        control = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public FakeTimeProvider Clock { get; }

    public static async Task<RunningSite> StartAsync(Action<DemoSiteOptions>? change = null, FakeTimeProvider? clock = null)
    {
        var options = new DemoSiteOptions { Url = "http://127.0.0.1:0", Control = true, NewArticleInterval = null, Articles = 30 };
        change?.Invoke(options);
        clock ??= new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var app = DemoSiteApp.Build(options, clock);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningSite(app, clock);
    }

    public Visitor Visitor() => new(Address);

    public async Task<Visitor> SignedInAsync(DemoAccount account)
    {
        var visitor = Visitor();
        await visitor.LogInAsync(account.Username, account.Password);
        return visitor;
    }

    public async Task<JsonNode> ControlAsync(string path) =>
        (await control.GetFromJsonAsync<JsonNode>($"/_demo/{path}", TestContext.Current.CancellationToken))!;

    public Task<HttpResponseMessage> SendControlAsync(HttpMethod method, string path, object? body = null) => control.SendAsync(
        new HttpRequestMessage(method, $"/_demo/{path}") { Content = body is null ? null : JsonContent.Create(body) }, TestContext.Current.CancellationToken);

    public async Task<int> AddArticleAsync(object article)
    {
        using var answer = await SendControlAsync(HttpMethod.Post, "articles", article);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("ids")[0].GetInt32();
    }

    public async Task InjectAsync(params object[] faults)
    {
        using var answer = await SendControlAsync(HttpMethod.Put, "faults", faults);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<int> CommentCountAsync() => (int)(await ControlAsync("comments/counts"))["total"]!;

    /// <summary>Asks the site until something is so, moving the clock by a second after each time that it isn't.</summary>
    public Task MoveClockUntilAsync(Func<Task<bool>> reached) => AskUntilAsync(reached, () => Clock.Advance(TimeSpan.FromSeconds(1)));

    /// <summary>Asks the site until something is so. Each question is a request: that is the pace.</summary>
    public static async Task AskUntilAsync(Func<Task<bool>> reached, Action? otherwise = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (!await reached())
        {
            limit.Token.ThrowIfCancellationRequested();
            otherwise?.Invoke();
        }
    }

    public async ValueTask DisposeAsync()
    {
        control.Dispose();
        await app.DisposeAsync();
    }
}
