using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Pipeline.DemoSite;
using Pipeline.DemoSite.Accounts;
using Pipeline.Domain.Net;

namespace Pipeline.Sites.Tests.Support;

/// <summary>The demo site over real HTTP, started once for a class of tests, and conversations with it.</summary>
public sealed class DemoSiteHost : IAsyncLifetime
{
    private readonly WebApplication _app = DemoSiteApp.Build(new DemoSiteOptions { Url = "http://127.0.0.1:0", Control = true, NewArticleInterval = null });
    private readonly HttpClient _control = new();
    private SiteExchanges? _exchanges;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync(Cancel);
        _control.BaseAddress = _app.Address();
        var options = new OutboundHttpOptions { AllowedInternalHosts = _app.Address().Authority };
        _exchanges = new SiteExchanges(Options.Create(options), TimeProvider.System, NullLogger<SiteExchange>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _exchanges?.Dispose();
        _control.Dispose();
        await _app.DisposeAsync();
    }

    internal SiteExchange Open(SiteSession? session = null, RecordingPermit? permit = null) => _exchanges!.Open(_app.Address(), session, permit ?? new RecordingPermit());

    /// <summary>A conversation as an account that is logged in.</summary>
    internal async Task<SiteExchange> OpenAsAsync(ISite adapter, DemoAccount account)
    {
        var exchange = Open();
        await adapter.LogInAsync(exchange, new SiteCredentials(account.Username, account.Password), Cancel);
        return exchange;
    }

    /// <summary>Makes the site misbehave once, towards one account.</summary>
    internal async Task BreakAsync(string kind, DemoAccount account, string? path = null)
    {
        var faults = new[] { new { kind, path, user = account.Username, times = 1 } };
        using var answer = await _control.PutAsJsonAsync("/_demo/faults", faults, Cancel);
        answer.EnsureSuccessStatusCode();
    }
}
