using System.Text.Json.Nodes;
using Pipeline.Faults.Deployment;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Faults;

/// <summary>
/// With real processes, in the middle of 200 records and with the broker dead: what is stopped stays so within 2 s, over a
/// restart of everything, and nothing is lost by it.
/// </summary>
[Trait("Promise", "P-STOP")]
[Trait("Promise", "P-RESTART")]
public sealed class StopTests
{
    private const int Articles = 50;
    private const int Records = Articles * 2 * 2;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    /// <summary>What the broker has lost is rung for again sooner than by default.</summary>
    private static readonly (string Key, string Value) SoonAgain = ("Ledger__Stall", "00:00:10");

    [Theory]
    [InlineData("stop", "start", "stopped")]
    [InlineData("pause", "resume", "paused")]
    public async Task No_request_of_a_process_leaves_once_it_is_told(string order, string again, string status)
    {
        await using var broker = await PrivateRabbitMq.StartNewAsync(TestContext.Current.CancellationToken);
        await using var installation = await Installation.StartAsync(1, broker.Server, SoonAgain);
        var work = await InTheMiddleAsync(installation, broker);
        await installation.Api.PostAsync($"{work.Path}/{order}");
        var answered = DateTimeOffset.UtcNow;
        await LongAfterAsync(answered);
        await broker.StartAsync(TestContext.Current.CancellationToken);
        await installation.RestartAsync(1);
        await Eventually.TrueAsync(async () => (await installation.Api.GetAsync(work.Path))["status"]!.GetValue<string>() == status, Limit, $"the process is {status}", TestContext.Current.CancellationToken);
        await LongAfterAsync(DateTimeOffset.UtcNow);
        Assert.InRange(await LastRequestAsync(installation), DateTimeOffset.MinValue, answered + Bound);
        await installation.Api.PostAsync($"{work.Path}/{again}");
        await AssertAllOnceAsync(installation, work);
    }

    [Fact]
    public async Task No_comment_of_the_installation_leaves_once_posting_is_stopped()
    {
        await using var broker = await PrivateRabbitMq.StartNewAsync(TestContext.Current.CancellationToken);
        await using var installation = await Installation.StartAsync(1, broker.Server, SoonAgain);
        var work = await InTheMiddleAsync(installation, broker);
        await installation.Api.PutAsync("posting-stop", new JsonObject { ["reason"] = "Visitors." });
        await LongAfterAsync(DateTimeOffset.UtcNow - (2 * Bound)); // That is 2 s from now.
        var comments = await CommentsAsync(installation);
        await LongAfterAsync(DateTimeOffset.UtcNow);
        await broker.StartAsync(TestContext.Current.CancellationToken);
        await installation.RestartAsync(1);
        Assert.True((await installation.Api.GetAsync("posting-stop"))["active"]!.GetValue<bool>());
        await LongAfterAsync(DateTimeOffset.UtcNow);
        Assert.Equal((comments, true), (await CommentsAsync(installation), comments < Records));
        await installation.Api.DeleteAsync("posting-stop");
        await AssertAllOnceAsync(installation, work);
    }

    /// <summary>Some records are posted, most are not, and the broker is dead.</summary>
    private static async Task<ClassOf300> InTheMiddleAsync(Installation installation, PrivateRabbitMq broker)
    {
        var work = new ClassOf300(installation, Articles, requestsPerSecond: 20);
        await work.StartAsync();
        await work.PostedAsync(10, Limit);
        await broker.KillAsync();
        return work;
    }

    /// <summary>That something does not happen shows only in time; three times the bound are enough.</summary>
    private static Task LongAfterAsync(DateTimeOffset moment) =>
        Eventually.TrueAsync(() => DateTimeOffset.UtcNow > moment + (3 * Bound), Limit, "time goes on", TestContext.Current.CancellationToken);

    private static async Task<DateTimeOffset> LastRequestAsync(Installation installation) =>
        (await installation.Site.GetAsync("requests"))["hosts"]!.AsObject().Max(host => host.Value!["last"]!.GetValue<DateTimeOffset>());

    private static async Task<int> CommentsAsync(Installation installation) => (await installation.Site.GetAsync("comments/counts"))["total"]!.GetValue<int>();

    private static async Task AssertAllOnceAsync(Installation installation, ClassOf300 work)
    {
        await work.PostedAsync(Records, Limit);
        var comments = await installation.Site.GetAsync("comments/counts");
        Assert.Equal((Records, 1), (comments["total"]!.GetValue<int>(), comments["maxPerAuthorArticleAndText"]!.GetValue<int>()));
    }
}
