using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;
using Pipeline.Bench.Servers;
using Pipeline.Testing.Http;
using Pipeline.Testing.Llm;
using Pipeline.Testing.Processes;
using Pipeline.Testing.Servers;

namespace Pipeline.Bench.Installations;

/// <summary>The pipeline as it is deployed: the Gateway and workers as processes of their own, with a database and a virtual host of their own.</summary>
internal sealed class BenchInstallation : IAsyncDisposable
{
    /// <summary>The administrator's.</summary>
    public const string Token = "a-token-of-the-administrator-for-this-run";

    /// <summary>What every program is told.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Common = new Dictionary<string, string?>
    {
        ["Gateway__Admin__Email"] = "admin@pipeline.example",
        ["Gateway__Admin__Password"] = "a-password-for-this-run",
        ["Gateway__Admin__Token"] = Token,
        ["Http__AllowedInternalHosts"] = "127.0.0.1",
        ["Logging__LogLevel__Default"] = "Warning",
    };

    /// <summary>The workers, in the order in which one of each is started.</summary>
    public static readonly IReadOnlyList<string> Stages = ["discovery", "preparation", "generation", "posting"];
    private const int Anything = 1_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly PostgresDatabase _database;
    private readonly RabbitMqVirtualHost _virtualHost;
    private readonly Dictionary<string, string?> _settings;
    private readonly List<ServiceProcess> _workers = [];

    private BenchInstallation(PostgresDatabase database, RabbitMqVirtualHost virtualHost, IReadOnlyDictionary<string, string?> settings)
    {
        (_database, _virtualHost) = (database, virtualHost);
        _settings = new(settings.Concat(Common))
        {
            ["Database__Provider"] = "postgres",
            ["ConnectionStrings__Pipeline"] = database.ConnectionString,
            ["Bus__Transport"] = "rabbitmq",
            ["RabbitMq__Uri"] = virtualHost.Address.AbsoluteUri,
            ["Secrets__MasterKey"] = Convert.ToBase64String(Encoding.ASCII.GetBytes("the-32-bytes-of-this-run's-key!!")),
        };
    }

    /// <summary>The Gateway's process.</summary>
    public ServiceProcess Gateway { get; private set; } = null!;

    /// <summary>How long the Gateway took to be ready.</summary>
    public TimeSpan GatewayReadyAfter { get; private set; }

    /// <summary>The workers' processes.</summary>
    public IReadOnlyList<ServiceProcess> Workers => _workers;

    /// <summary>The Gateway's API, for the administrator.</summary>
    public JsonApi Api { get; private set; } = null!;

    /// <summary>Its database, for figures that the API has no answer for and for rows by the million.</summary>
    public NpgsqlDataSource Database { get; private set; } = null!;

    /// <summary>A migrated one with a Gateway, ready.</summary>
    public static async Task<BenchInstallation> StartAsync(BenchServers servers, IReadOnlyDictionary<string, string?> settings, CancellationToken cancellation)
    {
        var database = await PostgresDatabase.CreateAsync(servers.Postgres);
        var installation = new BenchInstallation(database, await RabbitMqVirtualHost.CreateAsync(servers.RabbitMq), settings);
        try
        {
            await installation.StartAsync(cancellation);
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one worker of each stage, at a site that answers at once; returns when they are ready.</summary>
    public Task AddZeroLatencyWorkersAsync(CancellationToken cancellation) => AddZeroLatencyWorkersAsync(Stages, cancellation);

    /// <summary>Starts one worker of each of these stages, beside those that run; returns when they are ready.</summary>
    /// <param name="stages"><c>discovery</c>, <c>preparation</c>, <c>generation</c> or <c>posting</c>.</param>
    /// <param name="cancellation">Ends it early.</param>
    public async Task AddZeroLatencyWorkersAsync(IEnumerable<string> stages, CancellationToken cancellation)
    {
        foreach (var stage in stages) _workers.Add(ServiceProcess.Start("bench", _settings, ["worker", stage]));
        await Task.WhenAll(_workers.Select(worker => worker.ReadyAsync(StartLimit, cancellation)));
    }

    /// <summary>Starts one of the solution's own services; doesn't wait for it.</summary>
    public ServiceProcess Start(string service)
    {
        var started = ServiceProcess.Start($"services/{service}", _settings);
        _workers.Add(started);
        return started;
    }

    /// <summary>Makes what processes share, at a site of which as much can be asked as anybody likes.</summary>
    /// <param name="cancellation">Ends it early.</param>
    /// <param name="llm">Who writes; null: the offline writer, which costs no time.</param>
    public async Task<BenchProcesses> PrepareAsync(CancellationToken cancellation, FakeLlmServer? llm = null)
    {
        var processes = await BenchProcesses.PrepareAsync(Api, cancellation, llm: llm);
        await using var unlimited = Database.CreateCommand($"UPDATE sites SET requests_per_second = {Anything}, burst = {Anything}"); // More than the API allows.
        await unlimited.ExecuteNonQueryAsync(cancellation);
        return processes;
    }

    /// <summary>One number out of the database.</summary>
    /// <param name="sql">A statement whose first answer is a number; <c>$1</c> is <paramref name="process"/>.</param>
    /// <param name="process">A monitoring process; null: of all.</param>
    /// <param name="cancellation">Ends it early.</param>
    public async Task<double> NumberAsync(string sql, Guid? process, CancellationToken cancellation)
    {
        await using var command = Database.CreateCommand(sql);
        if (process is { } id) command.Parameters.Add(new() { Value = id });
        return Convert.ToDouble(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
    }

    /// <summary>How many seconds after its start a process had its first comment.</summary>
    public Task<double> FirstCommentAfterAsync(Guid process, CancellationToken cancellation) => NumberAsync(
        "SELECT extract(epoch FROM min(r.generated_at) - min(p.started_at)) FROM article_records r JOIN monitoring_processes p ON p.id = r.process_id WHERE p.id = $1", process, cancellation);

    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        await Task.WhenAll(_workers.Append(Gateway).Where(service => service is not null).Select(service => service.DisposeAsync().AsTask()));
        if (Database is not null) await Database.DisposeAsync();
        await _virtualHost.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task StartAsync(CancellationToken cancellation)
    {
        Database = NpgsqlDataSource.Create(_database.ConnectionString);
        await using (var migration = ServiceProcess.Start("services/Gateway", _settings, ["migrate"]))
        {
            var exit = await migration.ExitedAsync(cancellation);
            if (exit != 0) throw new InvalidOperationException($"The migration ended with {exit}.{Environment.NewLine}{migration.Output}");
        }

        var started = Stopwatch.GetTimestamp();
        Gateway = ServiceProcess.Start("services/Gateway", _settings);
        await Gateway.ReadyAsync(StartLimit, cancellation);
        GatewayReadyAfter = Stopwatch.GetElapsedTime(started);
        Api = new JsonApi(new Uri(Gateway.Address, "api/v1/"), Token, Patience);
    }
}
