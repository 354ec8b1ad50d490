using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipeline.DemoSite;
using Pipeline.DemoSite.Accounts;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Providers;
using Pipeline.Domain.Sites;
using Pipeline.Hosting.Secrets;
using Pipeline.Testing.Ledger;

namespace Pipeline.Testing.Stages;

/// <summary>
/// One stage with everything real around it: a database, the demo site over HTTP, the bus in memory. The one clock of the
/// database drives all of it.
/// </summary>
public sealed class StageHost : IAsyncDisposable
{
    /// <summary>The password of every account at the site.</summary>
    public const string Password = "secret-of-the-test";

    private readonly WebApplication _site;
    private readonly Func<Task<StageWorker>> _hire;
    private readonly List<StageWorker> _workers = [];

    private StageHost(WebApplication site, Func<Task<StageWorker>> hire)
    {
        (_site, _hire) = (site, hire);
        Control = new HttpClient { BaseAddress = new Uri(site.Address(), "/_demo/") };
    }

    /// <summary>The first worker.</summary>
    public StageWorker Worker => _workers[0];

    /// <summary>The first worker's services.</summary>
    public IServiceProvider Services => Worker.Services;

    /// <summary>The demo site's control API.</summary>
    public HttpClient Control { get; }

    /// <summary>Starts the site and the stage.</summary>
    /// <param name="database">The database, whose clock everything goes by.</param>
    /// <param name="addStage">Adds the stage.</param>
    /// <param name="allowedHosts">Internal hosts that the stage may reach besides the site.</param>
    public static async Task<StageHost> StartAsync(TestDatabase database, Action<IHostApplicationBuilder> addStage, params string[] allowedHosts)
    {
        var site = DemoSiteApp.Build(
            new DemoSiteOptions
            {
                Url = "http://127.0.0.1:0", Control = true, Articles = 0, NewArticleInterval = null,
                Accounts = [Account("user1", 38), Account("user2", 38), Account("other", 39)],
            },
            database.Clock);
        await site.StartAsync();
        var host = new StageHost(site, () => StageWorker.StartAsync(database, addStage, string.Join(',', [site.Address().Authority, .. allowedHosts])));
        await host.HireAsync();
        return host;
    }

    /// <summary>Starts another worker of the same stage, on the same database.</summary>
    public async Task<StageWorker> HireAsync()
    {
        _workers.Add(await _hire());
        return _workers[^1];
    }

    /// <summary>A running process on the site, its accounts being <c>user1</c> and <c>user2</c>; at its own address, if none is given.</summary>
    public Task<SeededProcess> ProcessAsync(int accounts = 1, int prompts = 1, bool generateOnly = true, ProcessLimits? limits = null, string password = Password, SiteRate? rate = null,
        Func<Guid, LlmProvider>? provider = null, Uri? address = null) => Services.ProcessAsync(
        accounts, prompts, generateOnly, baseUrl: (address ?? _site.Address()).AbsoluteUri, limits: limits, rate: rate ?? new SiteRate(100, 100),
        passwordCipher: id => Services.GetRequiredService<SecretProtector>().Protect(password, $"account:{id}:password"), provider: provider);

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

    /// <summary>Makes the site behave again.</summary>
    public async Task NoFaultAsync()
    {
        using var answer = await Control.DeleteAsync(new Uri("faults", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>How often an account logged in at the site, and was refused.</summary>
    public async Task<(int Succeeded, int Failed)> LoginsAsync(string user = "user1") =>
        (await GetAsync("requests")).GetProperty("logins").TryGetProperty(user, out var count)
            ? (count.GetProperty("succeeded").GetInt32(), count.GetProperty("failed").GetInt32())
            : (0, 0);

    /// <summary>How many requests of a kind came in, such as <c>GET /article/{id}/</c>; of one user, if named.</summary>
    public async Task<int> RequestsAsync(string pattern, string? user = null)
    {
        var report = await GetAsync("requests");
        if (user is null) report = report.GetProperty("patterns");
        else if (!report.GetProperty("users").TryGetProperty(user, out report)) return 0;
        return report.TryGetProperty(pattern, out var count) ? count.GetInt32() : 0;
    }

    /// <summary>How many comments came in at the site.</summary>
    public async Task<int> CommentsAsync() => (await GetAsync("comments/counts")).GetProperty("total").GetInt32();

    /// <summary>Anything that the control API tells.</summary>
    public async Task<JsonElement> GetAsync(string path) => await Control.GetFromJsonAsync<JsonElement>(path);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Control.Dispose();
        foreach (var worker in _workers) await worker.DisposeAsync();
        await _site.DisposeAsync();
    }

    private static DemoAccount Account(string name, int tab) => new(name, Password, $"Name of {name}", AccountRole.Bot, [tab]);
}
