using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Pipeline.Domain.Net;

namespace Pipeline.Sites.Tests.Support;

/// <summary>A small real web server whose every answer a test writes itself, and which remembers what it was asked.</summary>
internal sealed class StandInSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Queue<RequestDelegate>> _answers = new();
    private readonly ConcurrentQueue<SeenRequest> _seen = new();
    private readonly List<SiteExchanges> _exchanges = [];

    private StandInSite(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    public IEnumerable<string> Lines => _seen.Select(request => request.Line);

    public static async Task<StandInSite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = new StandInSite(builder.Build());
        site._app.Run(site.AnswerAsync);
        await site._app.StartAsync(TestContext.Current.CancellationToken);
        site.Address = new Uri(site._app.Urls.Single());
        return site;
    }

    /// <summary>How to answer a request such as "GET /a/?b=1"; of several answers the last is for ever.</summary>
    public StandInSite On(string line, RequestDelegate answer)
    {
        _answers.GetOrAdd(line, _ => new Queue<RequestDelegate>()).Enqueue(answer);
        return this;
    }

    public StandInSite Page(string line, string html, int status = 200) => On(line, context => Results.Content(html, "text/html; charset=utf-8", statusCode: status).ExecuteAsync(context));

    public StandInSite Redirect(string line, string location, int status = 302) => On(line, context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    });

    /// <summary>A conversation with it; the client may reach it, unless <paramref name="allowed"/> says otherwise.</summary>
    public SiteExchange Open(SiteSession? session = null, IRequestPermit? permit = null, TimeProvider? time = null, string? allowed = null)
    {
        var options = new OutboundHttpOptions { AllowedInternalHosts = allowed ?? Address.Authority, Contact = "ops@example.org" };
        _exchanges.Add(new SiteExchanges(Options.Create(options), time ?? TimeProvider.System, NullLogger<SiteExchange>.Instance));
        return _exchanges[^1].Open(Address, session, permit ?? new RecordingPermit());
    }

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var exchanges in _exchanges) exchanges.Dispose();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = await SeenRequest.OfAsync(context.Request);
        _seen.Enqueue(request);
        if (_answers.TryGetValue(request.Line, out var answers)) await (answers.Count > 1 ? answers.Dequeue() : answers.Peek())(context);
        else context.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
