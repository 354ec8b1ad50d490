using Pipeline.Domain.Errors;
using Pipeline.Domain.Processes;
using Pipeline.Testing.Ledger;

namespace Pipeline.Gateway.Tests.Monitoring;

public sealed class RestartScenariosEmbedded(EmbeddedMode mode) : RestartScenarios(mode), IClassFixture<EmbeddedMode>;

public sealed class RestartScenariosInProduction(ProductionMode mode) : RestartScenarios(mode), IClassFixture<ProductionMode>;

/// <summary>The gateway is ended and started again while a process stands in each of its states.</summary>
[Trait("Promise", "P-RESTART")]
public abstract class RestartScenarios(MonitoringMode mode) : MonitoringTest(mode)
{
    [Fact]
    public async Task A_running_process_goes_on_with_its_deadline()
    {
        var process = await RunningProcessAsync();
        await RestartAsync();
        await PassAsync(TimeSpan.FromSeconds(180));
        await Host.Discovery.NextRunAsync(process);
        await RowAsync(process, row => row.EmptyStreak == 2, "the run counts");
        await PassAsync(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(180));
        Assert.Equal(StopReason.Timeout, (await StandsAsync(process, ProcessStatus.Stopped)).StopReason);
    }

    [Fact]
    public async Task A_run_that_was_under_way_ends_and_counts()
    {
        var process = await ProcessAsync();
        Host.Discovery.Holds();
        await Host.Orders.StartAsync(process, Cancellation);
        var run = await Host.Discovery.NextRunAsync(process);
        await RestartAsync();
        await Host.Discovery.EndAsync(run, new(Domain.Jobs.JobStatus.Succeeded, 2), Host.Service<MassTransit.IBus>());
        await RowAsync(process, row => row.LastRunId == run.JobId && row.NextDiscoveryAt > row.StartedAt, "the run counts");
    }

    [Fact]
    public async Task A_paused_process_stays_paused_until_it_is_resumed()
    {
        var process = await RunningProcessAsync();
        await Host.Orders.PauseAsync(process, null, Cancellation);
        await StandsAsync(process, ProcessStatus.Paused);
        await RestartAsync();
        await PassAsync(TimeSpan.FromMinutes(30));
        Assert.Single(await Host.Services.RunsAsync(process));
        await Host.Orders.ResumeAsync(process, Cancellation);
        await Host.Discovery.NextRunAsync(process);
    }

    [Fact]
    public async Task A_stopping_process_gets_stopped()
    {
        var process = await ProcessAsync();
        Host.Discovery.Holds();
        await Host.Orders.StartAsync(process, Cancellation);
        await Host.Discovery.NextRunAsync(process);
        await Host.Orders.StopAsync(process, null, Cancellation);
        await StandsAsync(process, ProcessStatus.Stopping);
        await RestartAsync();
        await PassAsync(TimeSpan.FromSeconds(60));
        await Host.Sweep.RunAsync(Cancellation);
        await StandsAsync(process, ProcessStatus.Stopped);
    }

    [Fact]
    public async Task A_stopped_process_can_be_started()
    {
        var process = await RunningProcessAsync();
        await Host.Orders.StopAsync(process, null, Cancellation);
        await StandsAsync(process, ProcessStatus.Stopped);
        await RestartAsync();
        await Database.AdvanceAsync(TimeSpan.FromSeconds(1));
        await Host.Orders.StartAsync(process, Cancellation);
        await Host.Discovery.NextRunAsync(process);
        await StandsAsync(process, ProcessStatus.Running);
    }

    [Fact]
    public async Task A_failed_process_can_be_started()
    {
        Host.Discovery.IsRefused(ErrorKind.Auth);
        var process = await ProcessAsync();
        await Host.Orders.StartAsync(process, Cancellation);
        await StandsAsync(process, ProcessStatus.Failed);
        await RestartAsync();
        await Database.AdvanceAsync(TimeSpan.FromSeconds(1));
        await Host.Orders.StartAsync(process, Cancellation);
        await Host.Discovery.NextRunAsync(process);
        await StandsAsync(process, ProcessStatus.Running);
    }
}
