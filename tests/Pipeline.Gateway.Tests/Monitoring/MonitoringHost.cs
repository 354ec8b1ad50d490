using System.Diagnostics.Metrics;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Pipeline.Domain.Processes;
using Pipeline.Gateway.Monitoring;
using Pipeline.Gateway.Monitoring.Announcer;
using Pipeline.Gateway.Monitoring.Clock;
using Pipeline.Gateway.Tests.Fixture;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.Persistence.Sagas;
using Pipeline.Testing.Ledger;

namespace Pipeline.Gateway.Tests.Monitoring;

/// <summary>A gateway's monitoring without its HTTP, and one Discovery worker that does as the test says.</summary>
internal sealed class MonitoringHost : IAsyncDisposable
{
    private const string MasterKey = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private readonly IHost _host;
    private readonly ConsumedMessages _consumed = new();
    private readonly MetricCollector<long> _ticks;

    private MonitoringHost(IHost host)
    {
        _host = host;
        _ticks = new MetricCollector<long>(Service<IMeterFactory>(), MonitoringMetrics.Meter, "pipeline.clock.ticks");
    }

    public IServiceProvider Services => _host.Services;

    public ProcessOrders Orders => Service<ProcessOrders>();

    public DiscoveryClock Clock => Service<DiscoveryClock>();

    public Sweep Sweep => Service<Sweep>();

    public RecordAnnouncer Announcer => Service<RecordAnnouncer>();

    public ScriptedDiscovery Discovery => Service<ScriptedDiscovery>();

    public HeardMessages Heard => Service<HeardMessages>();

    public PublishedMessages Published { get; } = new();

    public Bells Bells => Service<Bells>();

    /// <summary>That the bus complains of a broker that the test took away is no error.</summary>
    public bool BrokerWasLost { get; set; }

    public T Service<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public static async Task<MonitoringHost> StartAsync(TestDatabase database, (string Key, string Value)[] bus, bool runsByItself)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "gateway" });

        // Time stands still here, and nothing rings again: what a busy machine's broker takes late must not count as lost.
        builder.Configuration.AddInMemoryCollection([new("Secrets:MasterKey", MasterKey), new("Bus:PublishTimeout", "00:00:30")]);
        foreach (var (key, value) in bus) builder.Configuration[key] = value;
        builder.Services.AddSingleton<TimeProvider>(database.Clock);
        builder.Services.AddSingleton(WorkerIdentity.For("gateway"));
        builder.AddPipelineHost("gateway");
        builder.Logging.ClearProviders().AddFakeLogging();
        database.Register(builder.Services);
        builder.AddMonitoring();
        AddWorkers(builder.Services);
        builder.AddPipelineBus();
        if (!runsByItself) builder.Services.LetTheTestMove();
        var host = new MonitoringHost(builder.Build());
        await host._host.StartAsync(TestContext.Current.CancellationToken);
        host.Service<IBus>().ConnectReceiveObserver(host._consumed);
        host.Service<IBus>().ConnectPublishObserver(host.Published);
        return host;
    }

    /// <summary>How often the clock has looked so far.</summary>
    public int Ticks => _ticks.GetMeasurementSnapshot().Count;

    /// <summary>Whether the clock has looked so often, now or in a moment.</summary>
    public async Task<bool> TickedAsync(int atLeast)
    {
        try
        {
            await _ticks.WaitForMeasurementsAsync(atLeast, TimeSpan.FromMilliseconds(250));
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Publishes a message and waits until it has been dealt with.</summary>
    public async Task TellAsync<T>(T message)
        where T : class
    {
        var id = NewId.NextGuid();
        var done = _consumed.Expect(id);
        await Service<IBus>().Publish(message, context => context.MessageId = id, TestContext.Current.CancellationToken);
        await done;
    }

    public async Task<MonitoringSagaState?> SagaAsync(Guid process)
    {
        await using var context = await Service<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync();
        return await context.MonitoringSagas.AsNoTracking().SingleOrDefaultAsync(saga => saga.CorrelationId == process);
    }

    /// <summary>Gives a process another schedule.</summary>
    public async Task ScheduleAsync(Guid process, ProcessSchedule schedule)
    {
        await using var context = await Service<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync();
        var row = await context.Processes.SingleAsync(row => row.Id == process);
        row.Change(row.Settings with { Schedule = schedule }, row.CreatedAt);
        await context.SaveChangesAsync();
    }

    /// <summary>Ends it; that nothing was logged as an error is part of every test.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        var errors = Service<FakeLogCollector>().GetSnapshot()
            .Where(log => log.Level >= LogLevel.Error && !(BrokerWasLost && log.Category!.StartsWith("MassTransit", StringComparison.Ordinal)))
            .Select(log => $"{log.Category}: {log.Message} {log.Exception}").ToList();
        _ticks.Dispose();
        await ((IAsyncDisposable)_host).DisposeAsync();
        Assert.True(errors.Count == 0, string.Join(Environment.NewLine, errors));
    }

    private static void AddWorkers(IServiceCollection services)
    {
        services.AddSingleton<ScriptedDiscovery>();
        services.AddPipelineConsumer<ScriptedDiscoveryConsumer, ScriptedDiscoveryDefinition>();
        services.AddSingleton<HeardMessages>();
        services.AddPipelineConsumer<PreparationEar, PreparationEarDefinition>();
        services.AddPipelineConsumer<GenerationEar, GenerationEarDefinition>();
        services.AddPipelineConsumer<PostingEar, PostingEarDefinition>();
    }
}
