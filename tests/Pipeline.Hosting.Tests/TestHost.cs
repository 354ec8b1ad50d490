using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Pipeline.Hosting.Bus;

namespace Pipeline.Hosting.Tests;

/// <summary>A host as a service builds it, without HTTP.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    public const string MasterKey = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    /// <summary>A bus that hangs fails its test, and no more.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly IHost _host;
    private bool _started;

    private TestHost(IHost host) => _host = host;

    public Doorbell Doorbell => Service<Doorbell>();

    public FakeLogCollector Logs => Service<FakeLogCollector>();

    public T Service<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Built, not started.</summary>
    public static TestHost Build(Action<IHostApplicationBuilder>? services = null, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "test" });
        builder.Configuration.AddInMemoryCollection([new("Secrets:MasterKey", MasterKey)]);
        foreach (var (key, value) in settings) builder.Configuration[key] = value;
        builder.AddPipelineHost("test");
        builder.Logging.ClearProviders().AddFakeLogging().AddConfiguration(builder.Configuration.GetSection("Logging"));
        services?.Invoke(builder);
        builder.AddPipelineBus();
        return new TestHost(builder.Build());
    }

    public static async Task<TestHost> StartAsync(Action<IHostApplicationBuilder>? services = null, params (string Key, string Value)[] settings)
    {
        var host = Build(services, settings);
        try
        {
            await host.StartAsync();
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        return host;
    }

    public async Task StartAsync()
    {
        await _host.StartAsync(TestContext.Current.CancellationToken).WaitAsync(Limit, TestContext.Current.CancellationToken);
        _started = true;
    }

    public Task StopAsync() => _host.StopAsync(TestContext.Current.CancellationToken).WaitAsync(Limit, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_started) await _host.StopAsync(CancellationToken.None).WaitAsync(Limit);
        await ((IAsyncDisposable)_host).DisposeAsync().AsTask().WaitAsync(Limit);
    }
}
