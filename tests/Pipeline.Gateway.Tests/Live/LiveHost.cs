using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Gateway.Live;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Gateway.Tests.Live;

/// <summary>A replica of the Gateway as far as the live feed needs it: the bus, the database and the feed.</summary>
internal sealed class LiveHost : IAsyncDisposable
{
    private readonly IHost _host;

    private LiveHost(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public LiveFeed Feed => Services.GetRequiredService<LiveFeed>();

    public Doorbell Doorbell => Services.GetRequiredService<Doorbell>();

    public static async Task<LiveHost> StartAsync(TestDatabase database, params (string Key, string Value)[] bus)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "gateway" });
        builder.Configuration.AddInMemoryCollection([new("Secrets:MasterKey", Convert.ToBase64String(new byte[32]))]);
        foreach (var (key, value) in bus) builder.Configuration[key] = value;
        builder.AddPipelineHost("gateway");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new WorkerIdentity("gateway", $"gateway@{Guid.NewGuid():N}"));
        database.Register(builder.Services);
        builder.AddLiveFeed();
        builder.AddPipelineBus();
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new LiveHost(host);
    }

    /// <summary>The process of the owner that is rung for next.</summary>
    public Task<Guid> NextRingAsync(Guid ownerId)
    {
        var rung = new TaskCompletionSource<Guid>(TaskCreationOptions.RunContinuationsAsynchronously);
        Feed.Watch(ownerId, processId => rung.TrySetResult(processId!.Value));
        return rung.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
