using System.Diagnostics;
using System.Text.Json.Nodes;
using Pipeline.Faults.Deployment;

namespace Pipeline.Faults;

/// <summary>The whole pipeline on RabbitMQ and PostgreSQL, with real processes: what is promised of one record holds for 1,200 at once.</summary>
public sealed class NineProcessesTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>The defaults, made smaller together: what is lost is rung for again sooner.</summary>
    private static readonly (string Key, string Value)[] QuickRecovery =
        [("Ledger__Lease", "00:00:15"), ("Ledger__RenewEvery", "00:00:05"), ("Ledger__Stall", "00:00:20"), ("Ledger__SendWithin", "00:00:15"), ("Ledger__Grace", "00:00:20")];

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
        Assert.Equal(0, await installation.ProvedAbsentAsync()); // So there were exactly two logins.
    }

    [Fact]
    [Trait("Promise", "P-LOST")]
    [Trait("Promise", "P-TWICE")]
    [Trait("Promise", "P-STUCK")]
    public async Task All_records_are_posted_once_although_the_broker_forgets_and_workers_die()
    {
        await using var installation = await Timed("start", () => Installation.StartAsync(QuickRecovery));
        var work = new ClassOf300(installation);
        await work.StartAsync();
        await Timed("500 posted", () => work.PostedAsync(500, Limit));
        await Task.WhenAll(installation.WipeBrokerAsync(), installation.KillOneOfEachStageAsync());
        var status = await Timed("1,200 posted", () => work.PostedAsync(ClassOf300.Records, Limit));
        await AssertExactAsync(installation, status);
    }

    private static async Task AssertExactAsync(Installation installation, JsonNode status)
    {
        Assert.Equal((ClassOf300.Records, ClassOf300.Records), (Number(status, "posted"), Number(status, "total")));
        var comments = await installation.Site.GetAsync("comments/counts");
        Assert.Equal(
            (ClassOf300.Records, 2, 1),
            (Number(comments, "total"), Number(comments, "maxPerAuthorAndArticle"), Number(comments, "maxPerAuthorArticleAndText")));
        var logins = (await installation.Site.GetAsync("requests"))["logins"]!.AsObject().Select(login => login.Value!).ToList();
        Assert.Equal((2, 0), (logins.Count, logins.Sum(login => Number(login, "failed"))));
        Assert.InRange(logins.Sum(login => Number(login, "succeeded")), 2, 2 + await installation.ProvedAbsentAsync());
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
