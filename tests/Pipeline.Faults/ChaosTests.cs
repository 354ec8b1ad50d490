using System.Diagnostics;
using Pipeline.Chaos;
using Pipeline.Testing.Net;

namespace Pipeline.Faults;

/// <summary>The short form of <c>./pipeline chaos</c>. A seed that found something stays here.</summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    [Theory]
    [Trait("Promise", "P-LOST")]
    [Trait("Promise", "P-TWICE")]
    [Trait("Promise", "P-RESTART")]
    [Trait("Promise", "P-STUCK")]
    [InlineData(ChaosMode.Production, 45, 2026)]
    [InlineData(ChaosMode.Embedded, 30, 2027)]
    public async Task Nothing_is_lost_and_nothing_doubled(ChaosMode mode, int seconds, int seed)
    {
        await using var said = new StringWriter();
        var ledger = await ChaosRun.RunAsync(new ChaosOptions(mode, TimeSpan.FromSeconds(seconds), seed), said, TestContext.Current.CancellationToken);
        output.WriteLine(said.ToString());
        Assert.True(ledger.Holds, said.ToString());
        Assert.InRange(ledger.Posted, 1, int.MaxValue);
    }

    [Fact]
    [Trait("Promise", "P-LOST")]
    [Trait("Promise", "P-TWICE")]
    public async Task Nothing_is_lost_and_nothing_doubled_although_one_of_three_brokers_is_cut_off_and_leaders_die()
    {
        Assert.SkipWhen(NetworkNamespace.Obstacle is not null, $"Three brokers can't be had here: {NetworkNamespace.Obstacle}.");
        var start = NetworkNamespace.Start("dotnet", [typeof(ChaosRun).Assembly.Location, "--mode", "cluster", "--minutes", "1", "--seed", "2028"]);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var run = Process.Start(start)!;
        var said = await Task.WhenAll(run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        output.WriteLine(said[0]);
        Assert.True(run.ExitCode == 0, string.Concat(said));
    }
}
