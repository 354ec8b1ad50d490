using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Npgsql;
using Pipeline.DemoSite;
using Pipeline.Domain.Records;
using Pipeline.Testing.Processes;
using Pipeline.Testing.Servers;

namespace Pipeline.Faults.Deployment;

/// <summary>
/// The pipeline as in production: processes of the operating system (nine, if not told otherwise: the Gateway, each stage twice) on a database and a
/// virtual host of their own, in front of a demo site without articles.
/// </summary>
public sealed class Installation : IAsyncDisposable
{
    private const string Token = "a-token-of-the-administrator-for-this-test";
    private const string AllowedHosts = "Http__AllowedInternalHosts";
    private const int LogTail = 2500;

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(4);
    private static readonly string[] Stages = ["Discovery", "Preparation", "Generation", "Posting"];

    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly List<ServiceProcess> _services = [];
    private readonly PostgresDatabase _database;
    private readonly RabbitMqVirtualHost _virtualHost;
    private readonly WebApplication _site;

    private Installation(PostgresDatabase database, RabbitMqVirtualHost virtualHost, WebApplication site, IReadOnlyDictionary<string, string?> settings)
    {
        (_database, _virtualHost, _site) = (database, virtualHost, site);
        Site = new PipelineApi(new Uri(site.Address(), "_demo/"));
        _settings = new Dictionary<string, string?>(settings)
        {
            ["Database__Provider"] = "postgres",
            ["ConnectionStrings__Pipeline"] = database.ConnectionString,
            ["Bus__Transport"] = "rabbitmq",
            ["RabbitMq__Uri"] = virtualHost.Address.AbsoluteUri,
            ["Secrets__MasterKey"] = Convert.ToBase64String(Encoding.ASCII.GetBytes("the-32-bytes-of-this-test's-key!")),
            ["Http__AllowedInternalHosts"] = string.Join(',', [site.Address().Authority, .. settings.Where(setting => setting.Key == AllowedHosts).Select(setting => setting.Value)]),
            ["Gateway__Admin__Email"] = "admin@pipeline.example",
            ["Gateway__Admin__Password"] = "a-password-for-this-test",
            ["Gateway__Admin__Token"] = Token,
        };
    }

    /// <summary>The demo site's control API.</summary>
    public PipelineApi Site { get; }

    /// <summary>Where the demo site's pages are.</summary>
    public Uri SiteAddress => _site.Address();

    /// <summary>The database that all services use.</summary>
    public string ConnectionString => _database.ConnectionString;

    /// <summary>The Gateway's API, for the administrator.</summary>
    public PipelineApi Api { get; private set; } = null!;

    /// <summary>Migrates a new database and starts everything; returns when all nine are ready.</summary>
    public static Task<Installation> StartAsync(params (string Key, string Value)[] settings) => StartAsync(2, null, settings);

    /// <summary>The same with so many workers of each stage.</summary>
    /// <param name="ofEach">How many.</param>
    /// <param name="broker">A broker of the test's own; null: the shared one.</param>
    /// <param name="settings">Settings of all services.</param>
    public static async Task<Installation> StartAsync(int ofEach, RabbitMqServer? broker, params (string Key, string Value)[] settings)
    {
        var database = new PostgresDatabase();
        await database.InitializeAsync();
        var virtualHost = broker is null ? new RabbitMqVirtualHost() : await RabbitMqVirtualHost.CreateAsync(broker);
        if (broker is null) await virtualHost.InitializeAsync();
        var site = DemoSiteApp.Build(new DemoSiteOptions { Url = "http://127.0.0.1:0", Control = true, Articles = 0, NewArticleInterval = null });
        await site.StartAsync(TestContext.Current.CancellationToken);
        var installation = new Installation(database, virtualHost, site, settings.ToDictionary(s => s.Key, s => (string?)s.Value));
        try
        {
            await installation.MigrateAsync();
            await installation.StartServicesAsync(ofEach);
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL to one worker of each stage; the other one goes on.</summary>
    public Task KillOneOfEachStageAsync() =>
        Task.WhenAll(Stages.Select(stage => _services.First(service => service.Name == stage && !service.HasExited).KillAsync()));

    /// <summary>The first process of a service.</summary>
    public ServiceProcess Service(string name) => _services.First(service => service.Name == name);

    /// <summary>Starts another worker, without the settings that only the others have; returns when it is ready.</summary>
    public async Task HireAsync(string stage, params string[] without)
    {
        var service = ServiceProcess.Start($"services/{stage}", _settings.Where(setting => !without.Contains(setting.Key)).ToDictionary());
        _services.Add(service);
        await service.ReadyAsync(StartLimit, TestContext.Current.CancellationToken);
    }

    /// <summary>SIGKILL to everything at once, and a new start of everything.</summary>
    public async Task RestartAsync(int ofEach)
    {
        await Task.WhenAll(_services.Select(service => service.DisposeAsync().AsTask()));
        _services.Clear();
        Api.Dispose();
        await StartServicesAsync(ofEach);
    }

    /// <summary>The clock of leases and due times goes ahead of the machine's.</summary>
    public async Task SetLedgerAheadAsync(TimeSpan by)
    {
        await using var source = NpgsqlDataSource.Create(_database.ConnectionString);
        await using var command = source.CreateCommand(string.Create(
            CultureInfo.InvariantCulture,
            $"CREATE OR REPLACE FUNCTION ledger_now() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT now() + make_interval(secs => {by.TotalSeconds})'"));
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The broker forgets all queues and messages, and gets its virtual host back, with its permissions.</summary>
    public async Task WipeBrokerAsync()
    {
        await _virtualHost.DeleteAsync();
        await _virtualHost.CreateAgainAsync();
    }

    /// <summary>
    /// Comments whose absence from the site had to be proved: it is unknown whether their workers died before or after
    /// sending. Each costs a login, since the session before is ended at the site.
    /// </summary>
    public async Task<int> ProvedAbsentAsync()
    {
        await using var source = NpgsqlDataSource.Create(_database.ConnectionString);
        await using var command = source.CreateCommand($"SELECT count(*) FROM posting_attempts WHERE outcome = {(int)AttemptOutcome.Absent}");
        return Convert.ToInt32(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
    }

    /// <summary>The lines with these words that any service has written.</summary>
    public IReadOnlyList<string> Said(string words) =>
        [.. _services.SelectMany(service => service.Output.Split('\n')).Where(line => line.Contains(words, StringComparison.OrdinalIgnoreCase))];

    /// <summary>The end of what each service has written, for the message of a test that fails.</summary>
    public string Logs() => string.Join(
        Environment.NewLine, _services.Select(service => $"--- {service.Name} {service.Id}{(service.HasExited ? " (ended)" : "")}{Environment.NewLine}{Tail(service.Output)}"));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_services.Select(service => service.DisposeAsync().AsTask()));
        Api?.Dispose();
        Site.Dispose();
        await _site.DisposeAsync();
        await _virtualHost.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static string Tail(string output) => output.Length <= LogTail ? output : output[^LogTail..];

    private async Task MigrateAsync()
    {
        await using var migration = ServiceProcess.Start("services/Gateway", _settings, ["migrate"]);
        var exit = await migration.ExitedAsync(TestContext.Current.CancellationToken);
        Assert.True(exit == 0, migration.Output);
    }

    private async Task StartServicesAsync(int ofEach)
    {
        _services.Add(ServiceProcess.Start("services/Gateway", _settings));
        foreach (var stage in Enumerable.Repeat(Stages, ofEach).SelectMany(stages => stages)) _services.Add(ServiceProcess.Start($"services/{stage}", _settings));
        await Task.WhenAll(_services.Select(service => service.ReadyAsync(StartLimit, TestContext.Current.CancellationToken)));
        Api = new PipelineApi(new Uri(_services[0].Address, "api/v1/"), Token);
    }
}
