using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipeline.DemoSite;
using Pipeline.DemoSite.Accounts;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Sites;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Secrets;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Testing.Stages;

/// <summary>
/// One stage with everything real around it: a database, the demo site over HTTP, the bus in memory. The one clock of the
/// database drives all of it.
/// </summary>
public sealed class StageHost : IAsyncDisposable
{
    private const string MasterKey = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private const string Password = "secret-of-the-test";
    private readonly WebApplication _site;
    private readonly IHost _host;

    private StageHost(WebApplication site, IHost host)
    {
        (_site, _host) = (site, host);
        Control = new HttpClient { BaseAddress = new Uri(site.Address(), "/_demo/") };
    }

    /// <summary>The stage's own services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>The demo site's control API.</summary>
    public HttpClient Control { get; }

    /// <summary>Starts the site and the stage.</summary>
    /// <param name="database">The database, whose clock everything goes by.</param>
    /// <param name="addStage">Adds the stage.</param>
    public static async Task<StageHost> StartAsync(TestDatabase database, Action<IHostApplicationBuilder> addStage)
    {
        var site = DemoSiteApp.Build(
            new DemoSiteOptions
            {
                Url = "http://127.0.0.1:0", Control = true, Articles = 0, NewArticleInterval = null,
                Accounts = [.. new[] { "user1", "user2" }.Select(name => new DemoAccount(name, Password, $"Name of {name}", AccountRole.Bot, [38]))],
            },
            database.Clock);
        await site.StartAsync();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "stage" });
        builder.Configuration.AddInMemoryCollection(
            [new("Secrets:MasterKey", MasterKey), new("Bus:Transport", "memory"), new("Http:AllowedInternalHosts", site.Address().Authority)]);
        builder.Services.AddSingleton<TimeProvider>(database.Clock);
        builder.Services.AddSingleton(WorkerIdentity.For("stage"));
        builder.AddPipelineHost("stage");
        database.Register(builder.Services);
        addStage(builder);
        builder.AddPipelineBus();
        var host = builder.Build();
        await host.StartAsync();
        return new(site, host);
    }

    /// <summary>A running process on the site, its accounts being <c>user1</c> and <c>user2</c>.</summary>
    public Task<SeededProcess> ProcessAsync(int accounts = 1, int prompts = 1, bool generateOnly = true, ProcessLimits? limits = null, string password = Password) => Services.ProcessAsync(
        accounts, prompts, generateOnly, baseUrl: _site.Address().AbsoluteUri, limits: limits, rate: new SiteRate(100, 100),
        passwordCipher: id => Services.GetRequiredService<SecretProtector>().Protect(password, $"account:{id}:password"));

    /// <summary>Puts articles on the site.</summary>
    /// <returns>Their ids there.</returns>
    public async Task<IReadOnlyList<int>> ArticlesAsync(int count, int tab = 38)
    {
        using var answer = await Control.PostAsJsonAsync("articles", new { count, tab });
        answer.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return [.. body.RootElement.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())];
    }

    /// <summary>Makes the site misbehave.</summary>
    public async Task FaultAsync(object fault)
    {
        using var answer = await Control.PutAsJsonAsync("faults", new[] { fault });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>How many comments came in at the site.</summary>
    public async Task<int> CommentsAsync() => (await GetAsync("comments/counts")).GetProperty("total").GetInt32();

    /// <summary>Anything that the control API tells.</summary>
    public async Task<JsonElement> GetAsync(string path) => await Control.GetFromJsonAsync<JsonElement>(path);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Control.Dispose();
        await _host.StopAsync();
        _host.Dispose();
        await _site.DisposeAsync();
    }
}
