using System.Diagnostics;
using System.Text.Json.Nodes;
using Pipeline.Faults.Deployment;

namespace Pipeline.Faults;

/// <summary>The whole pipeline on RabbitMQ and PostgreSQL, with real processes: what is promised of one record holds for 1,200 at once.</summary>
public sealed class NineProcessesTests(ITestOutputHelper output)
{
    private const int WhenStruck = 500;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // Shorter than in production, so that what the killed left is taken over within the test; far above what a loaded machine delays a renewal by.
    private static readonly (string Key, string Value)[] ShortTimes =
    [
        ("Ledger__Lease", "00:00:30"), ("Ledger__RenewEvery", "00:00:05"), ("Ledger__Stall", "00:00:20"),
        ("Ledger__SendWithin", "00:00:20"), ("Ledger__Grace", "00:00:20"), ("Clock__Sweep", "00:00:10"),
    ];

    [Fact]
    [Trait("Promise", "P-LOST")]
    [Trait("Promise", "P-TWICE")]
    [Trait("Promise", "P-LOGIN")]
    [Trait("Promise", "P-STAGES")]
    public async Task All_records_are_posted_once_with_one_login_per_account()
    {
        await using var installation = await Timed("start", () => Installation.StartAsync());
        var work = new ClassOf300(installation);
        await work.StartAsync();
        var status = await Timed("1,200 posted", () => work.PostedAsync(ClassOf300.Records, Limit));
        await AssertExactAsync(installation, status);
    }

    [Fact]
    [Trait("Promise", "P-LOST")]
    [Trait("Promise", "P-TWICE")]
    [Trait("Promise", "P-LOGIN")]
    [Trait("Promise", "P-STAGES")]
    public async Task Nothing_is_lost_or_doubled_when_the_broker_forgets_everything_and_half_of_the_workers_are_killed()
    {
        await using var installation = await Timed("start", () => Installation.StartAsync(ShortTimes));
        var work = new ClassOf300(installation);
        await work.StartAsync();
        await Timed($"{WhenStruck} posted", () => work.PostedAsync(WhenStruck, Limit));
        await Timed("struck", () => StrikeAsync(installation));
        output.WriteLine($"after the strike: {await work.StatusAsync()}");
        var status = await Timed("1,200 posted", () => work.PostedAsync(ClassOf300.Records, Limit));
        await AssertExactAsync(installation, status);
    }

    private static async Task<bool> StrikeAsync(Installation installation)
    {
        await Task.WhenAll(installation.VirtualHost.DeleteAsync(), installation.KillOneOfEachStageAsync());
        await installation.VirtualHost.CreateAgainAsync();
        return true;
    }

    private static async Task AssertExactAsync(Installation installation, JsonNode status)
    {
        Assert.Equal((ClassOf300.Records, ClassOf300.Records), (Number(status, "posted"), Number(status, "total")));
        var comments = await installation.Site.GetAsync("comments/counts");
        Assert.Equal(
            (ClassOf300.Records, 2, 1),
            (Number(comments, "total"), Number(comments, "maxPerAuthorAndArticle"), Number(comments, "maxPerAuthorArticleAndText")));
        var logins = (await installation.Site.GetAsync("requests"))["logins"]!.AsObject();
        Assert.Equal(2, logins.Count);
        Assert.All(logins, login => Assert.Equal((1, 0), (Number(login.Value!, "succeeded"), Number(login.Value!, "failed"))));
    }

    private static int Number(JsonNode node, string name) => node[name]!.GetValue<int>();

    private async Task<T> Timed<T>(string what, Func<Task<T>> act)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await act();
        output.WriteLine($"{what}: {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        return result;
    }
}
