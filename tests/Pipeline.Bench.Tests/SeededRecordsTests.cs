using Pipeline.Bench.Installations;
using Pipeline.Bench.Servers;
using Pipeline.Testing.Http;

namespace Pipeline.Bench.Tests;

/// <summary>Records written straight into the tables look to the API like those that went through.</summary>
public sealed class SeededRecordsTests
{
    private const int Records = 1_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_api_counts_lists_and_finds_them()
    {
        await using var servers = await BenchServers.StartAsync(Cancellation);
        await using var installation = await BenchInstallation.StartAsync(servers, new Dictionary<string, string?> { ["Http__MaxRequestsPerSecond"] = "10000" }, Cancellation);
        var processes = await BenchProcesses.PrepareAsync(installation.Api, Cancellation);
        var process = await processes.AddAsync(0, Cancellation);

        await SeededRecords.AddAsync(installation.Database, process, Records, Cancellation);

        var status = await installation.Api.GetAsync($"monitoring-processes/{process}/pipeline-status", Cancellation);
        Assert.Equal((Records, 990, 10), (status["total"]!.GetValue<int>(), status["posted"]!.GetValue<int>(), status["failed"]!.GetValue<int>()));
        Assert.Equal(50, await CountAsync(installation.Api, $"processId={process}&q=Fuchs"));
        Assert.Equal(1, await CountAsync(installation.Api, $"articleExternalId={process}-500"));
        Assert.Equal(10, await CountAsync(installation.Api, "errorKind=auth"));
    }

    private static async Task<int> CountAsync(JsonApi api, string query) => (await api.GetAsync($"article-records?{query}", Cancellation))["items"]!.AsArray().Count;
}
