using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Pipeline.Bench.Servers;
using Pipeline.Testing;
using Pipeline.Testing.Processes;
using Pipeline.Testing.Servers;

namespace Pipeline.Bench.Peers;

/// <summary>The same four stages as Celery tasks over Redis, with a row per record on the same PostgreSQL: two worker processes.</summary>
internal sealed partial class CeleryPeer : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3";
    private const string Script = "stages.py";
    private const int WarmUp = 200;

    /// <summary>Where the peer's <c>stages.py</c> lies.</summary>
    private const string FolderKey = "PIPELINE_PEER_CELERY";

    private readonly List<Process> _processes = [];
    private string? _folder, _data;
    private PostgresDatabase? _database;
    private int _redisPort;

    private CeleryPeer()
    {
    }

    /// <summary>What it is called in the table.</summary>
    public string Name { get; private set; } = "Celery + Redis";

    /// <summary>Whether it can be measured.</summary>
    public bool IsThere => Missing is null;

    /// <summary>Why it can't, and what to do.</summary>
    public string? Missing { get; private set; }

    /// <summary>Starts Redis and the worker, if they are installed.</summary>
    public static async Task<CeleryPeer> StartAsync(BenchServers servers, CancellationToken cancellation)
    {
        var peer = new CeleryPeer();
        try
        {
            if (await MissingAsync(cancellation) is { } missing) peer.Missing = missing;
            else await peer.StartWorkerAsync(servers, cancellation);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Records per second.</summary>
    public async Task<double> MeasureAsync(int records, CancellationToken cancellation)
    {
        var output = await Commands.OutputAsync(Start(Python, Script, $"{records}"), cancellation);
        return double.Parse(Rate().Match(output).Groups["rate"].Value, CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            OrphanGuard.Release(process.Id);
            process.Dispose();
        }

        if (_database is not null) await _database.DisposeAsync();
        if (_data is not null) OrphanGuard.Remove(_data);
    }

    private static string Folder => Environment.GetEnvironmentVariable(FolderKey) is { Length: > 0 } given ? given : RepositoryRoot.Of("../shared/peers/celery");

    private static async Task<string?> MissingAsync(CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(Folder, Script))) return $"peer not installed: {FolderKey} names the folder of its {Script}";
        var installed = await Commands.SucceedsAsync(Python, ["-c", "import celery, psycopg2, redis"], cancellation) && await Commands.SucceedsAsync("redis-server", ["--version"], cancellation);
        return installed ? null : "peer not installed: apt-get install celery python3-redis python3-psycopg2 redis-server";
    }

    private async Task StartWorkerAsync(BenchServers servers, CancellationToken cancellation)
    {
        (_folder, _data, _redisPort) = (Folder, OrphanGuard.NewFolder("redis"), FreePort.Next());
        Name = $"Celery {await VersionAsync(new(Python, ["-c", "import celery; print(celery.__version__)"]), cancellation)} + Redis {await VersionAsync(new("redis-server", ["--version"]), cancellation)}";
        _database = await PostgresDatabase.CreateAsync(servers.Postgres);
        Run(Start("redis-server", "--port", $"{_redisPort}", "--bind", "127.0.0.1", "--dir", _data));
        Run(Start(Python, "-m", "celery", "-A", "stages", "worker", "-c", "2", "-Q", "preparation,generation,posting", "--loglevel=error"));
        await MeasureAsync(WarmUp, cancellation);
    }

    private static async Task<string> VersionAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        return Version().Match(await Commands.OutputAsync(start, cancellation)).Value;
    }

    private void Run(ProcessStartInfo start)
    {
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        OrphanGuard.Watch(process, ProcessSignal.Terminate);
        _processes.Add(process);
    }

    private ProcessStartInfo Start(string program, params string[] arguments)
    {
        var at = new NpgsqlConnectionStringBuilder(_database!.ConnectionString);
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PEER_BROKER"] = $"redis://127.0.0.1:{_redisPort}/0";
        start.Environment["PEER_POSTGRES"] = $"host={at.Host} port={at.Port} user={at.Username} password={at.Password} dbname={at.Database}";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return start;
    }

    [GeneratedRegex(@"[0-9]+(\.[0-9]+)+", RegexOptions.ExplicitCapture)]
    private static partial Regex Version();

    [GeneratedRegex(@"(?<rate>[0-9]+) records/s")]
    private static partial Regex Rate();
}
