using System.Text.Json.Nodes;
using Pipeline.Faults.Deployment;
using Pipeline.Testing.Llm;

namespace Pipeline.Faults;

/// <summary>A site that takes 2 s and a model that takes 3 s for everything, with 50 articles in work: the database doesn't notice.</summary>
public sealed class SlowWorldTests(ITestOutputHelper output)
{
    private const int Articles = 50;
    private const double Limit = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    [Trait("Promise", "P-TX")]
    [Trait("Promise", "P-POOL")]
    public async Task No_transaction_lasts_for_long_or_over_a_request_and_the_pools_suffice()
    {
        await using var llm = await FakeLlmServer.StartAsync();
        llm.Always(FakeLlmAnswer.Comment.After(TimeSpan.FromSeconds(3)));
        await using var installation = await Installation.StartAsync(("Http__AllowedInternalHosts", llm.Host));
        var work = new ClassOf300(installation, Articles, Provider(llm));
        await installation.Site.PutAsync("faults", new JsonArray(new JsonObject { ["kind"] = "latency", ["delay"] = 2 }));
        await using var watch = new DatabaseWatch(installation.ConnectionString);

        await work.StartAsync();
        var times = await MeasureDuringWorkAsync(work, installation);
        await work.PostedAsync(Articles, Patience);
        await watch.EndAsync();

        Report(watch, times);
        Assert.True(watch.LongestOfItsOwn.Milliseconds < Limit, $"A transaction was open for {watch.LongestOfItsOwn}.");
        Assert.True(watch.LongestIdleOfItsOwn.Milliseconds < Limit, $"A transaction was open and idle, as over a request, for {watch.LongestIdleOfItsOwn}.");
        Assert.All(watch.Connections, service => Assert.InRange(service.Value, 1, service.Key == "pipeline-gateway" ? 40 : 2 * 10));
        Assert.Empty(installation.Said("connection pool has been exhausted"));
        Assert.Single(installation.Said("Database pool: 5 to 40 connections"));
        Assert.Equal(8, installation.Said("Database pool: 0 to 10 connections").Count);
    }

    private static async Task<IReadOnlyList<string>> MeasureDuringWorkAsync(ClassOf300 work, Installation installation)
    {
        await work.PostedAsync(1, Patience);
        return await new StatementTimes(installation.ConnectionString).MeasureAsync();
    }

    private static JsonObject Provider(FakeLlmServer llm) => new()
    {
        ["name"] = "Slow",
        ["kind"] = "openai",
        ["baseUrl"] = llm.BaseUrl,
        ["model"] = "slow",
        ["apiKey"] = "a-key-for-this-test",
    };

    private void Report(DatabaseWatch watch, IEnumerable<string> times)
    {
        output.WriteLine($"samples: {watch.Samples}");
        output.WriteLine($"longest transaction: {watch.Longest}; of our own, less what the machine made everybody wait: {watch.LongestOfItsOwn}");
        output.WriteLine($"longest idle in a transaction: {watch.LongestIdle}; of our own, less what the machine made everybody wait: {watch.LongestIdleOfItsOwn}");
        foreach (var (service, most) in watch.Connections) output.WriteLine($"most connections, {service}: {most}");
        foreach (var line in times) output.WriteLine(line);
    }
}
