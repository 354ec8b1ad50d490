using Microsoft.EntityFrameworkCore;
using Pipeline.Contracts;
using Pipeline.Domain.Identity;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Records;
using Pipeline.Gateway.Identity;
using Pipeline.Gateway.Monitoring.Clock;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Gateway.Tests.Monitoring;

public sealed class SweepEmbedded(EmbeddedMode mode) : SweepTests(mode), IClassFixture<EmbeddedMode>;

public sealed class SweepInProduction(ProductionMode mode) : SweepTests(mode), IClassFixture<ProductionMode>;

/// <summary>What is swept up besides runs and orders (see <see cref="LossScenarios"/>).</summary>
public abstract class SweepTests(MonitoringMode mode) : MonitoringTest(mode)
{
    [Fact]
    [Trait("Promise", "P-STUCK")]
    public async Task A_record_whose_workers_die_each_time_fails_and_says_so()
    {
        var process = await Host.Services.ProcessAsync();
        var record = Assert.Single(await Host.Services.DiscoverAsync(process)).RecordId;
        for (var i = 0; i < 5; i++)
        {
            Assert.Single(await Host.Service<RecordLedger>().ClaimAsync(Stage.Preparation, [record], Cancellation));
            await Database.AdvanceAsync(TimeSpan.FromSeconds(61));
        }

        await Host.Sweep.RunAsync(Cancellation);
        var told = Assert.Single(Host.Published.Of<RecordFailed>());
        Assert.Equal((record, "preparation", "worker_died"), (told.RecordId, told.Stage, told.ErrorKind));
    }

    [Fact]
    public async Task A_sweep_that_finds_nothing_tells_nobody()
    {
        var process = await RunningProcessAsync();
        var before = Host.Published.Count;
        await Database.AdvanceAsync(TimeSpan.FromSeconds(60));
        await Host.Sweep.RunAsync(Cancellation);
        Assert.Equal((before, ProcessStatus.Running), (Host.Published.Count, (await StandsAsync(process, ProcessStatus.Running)).Status));
    }

    [Fact]
    public async Task Ended_jobs_are_kept_for_seven_days()
    {
        var process = await RunningProcessAsync();
        await Host.Orders.StopAsync(process, null, Cancellation);
        await Database.AdvanceAsync(TimeSpan.FromDays(7));
        await Host.Service<Retention>().RunAsync(Cancellation);
        Assert.Single(await Host.Services.RunsAsync(process));
        await Database.AdvanceAsync(TimeSpan.FromSeconds(1));
        await Host.Service<Retention>().RunAsync(Cancellation);
        Assert.Empty(await Host.Services.RunsAsync(process));
    }

    [Fact]
    public async Task Sessions_are_forgotten_once_they_have_ended_and_other_tokens_are_kept()
    {
        await SignInAsync(AccessTokenKind.Session, SignIn.SessionLength);
        await SignInAsync(AccessTokenKind.Configured, null);
        await Database.AdvanceAsync(SignIn.SessionLength - TimeSpan.FromSeconds(1));
        await Host.Service<Retention>().RunAsync(Cancellation);
        Assert.Equal(2, (await TokensAsync()).Count);
        await Database.AdvanceAsync(TimeSpan.FromSeconds(1));
        await Host.Service<Retention>().RunAsync(Cancellation);
        Assert.Equal([AccessTokenKind.Configured], await TokensAsync());
    }

    [Fact]
    public async Task The_saga_of_a_deleted_process_is_forgotten()
    {
        var process = await RunningProcessAsync();
        await using var context = await Host.Service<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync(Cancellation);
        await context.Processes.Where(row => row.Id == process).ExecuteDeleteAsync(Cancellation);
        await Host.Service<Retention>().RunAsync(Cancellation);
        Assert.Null(await Host.SagaAsync(process));
    }

    private async Task SignInAsync(AccessTokenKind kind, TimeSpan? length)
    {
        var now = Database.Clock.GetUtcNow().UtcDateTime;
        await using var context = await Host.Service<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync(Cancellation);
        var user = User.Create($"{kind}@example.org", "hash", UserRole.Operator, now);
        context.AddRange(user, AccessToken.Create(AccessTokens.Hash($"{kind}"), user.Id, kind, now, now + length));
        await context.SaveChangesAsync(Cancellation);
    }

    private async Task<List<AccessTokenKind>> TokensAsync()
    {
        await using var context = await Host.Service<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync(Cancellation);
        return await context.AccessTokens.Select(token => token.Kind).ToListAsync(Cancellation);
    }
}
