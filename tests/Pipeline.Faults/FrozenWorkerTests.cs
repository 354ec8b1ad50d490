using Pipeline.Faults.Deployment;
using Pipeline.Testing;
using Pipeline.Testing.Processes;

namespace Pipeline.Faults;

/// <summary>A worker that froze for five minutes after the database had let its comment go, and right before the first byte left.</summary>
[Trait("Promise", "P-TWICE")]
public sealed class FrozenWorkerTests
{
    private const string Freeze = "CrashPoints__Freeze";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Woken_it_sends_nothing_and_the_record_is_posted_once_by_another()
    {
        await using var installation = await Installation.StartAsync(1, null, (Freeze, "posting.permit_given"));
        var (work, frozen) = await FrozenAsync(installation);
        await installation.SetLedgerAheadAsync(TimeSpan.FromMinutes(5));
        await installation.HireAsync("Posting", without: Freeze);
        await work.PostedAsync(4, Limit);
        await WakeAsync(frozen);
        Assert.Equal((4, 4), (await CommentsAsync(installation), await PostsAsync(installation)));
    }

    [Fact]
    public async Task Woken_with_nobody_else_there_it_sends_only_what_the_database_lets_go_anew()
    {
        await using var installation = await Installation.StartAsync(1, null, (Freeze, "posting.permit_given"));
        var (work, frozen) = await FrozenAsync(installation);
        await installation.SetLedgerAheadAsync(TimeSpan.FromMinutes(5));
        frozen.Signal(ProcessSignal.Continue);
        await work.PostedAsync(4, Limit);
        Assert.Equal((4, 4, 0), (await CommentsAsync(installation), await PostsAsync(installation), await installation.ProvedAbsentAsync()));
    }

    /// <summary>One article to be commented by two accounts and two prompts; the worker stands still with the first.</summary>
    private static async Task<(ClassOf300 Work, ServiceProcess Frozen)> FrozenAsync(Installation installation)
    {
        var work = new ClassOf300(installation, articles: 1);
        await work.StartAsync();
        var posting = installation.Service("Posting");
        await Eventually.TrueAsync(() => IsFrozen(posting), Limit, "Posting stands still", TestContext.Current.CancellationToken);
        Assert.Equal(0, await PostsAsync(installation));
        var since = DateTimeOffset.UtcNow;
        await Eventually.TrueAsync(() => DateTimeOffset.UtcNow > since + TimeSpan.FromSeconds(2), Limit, "its yes grows old", TestContext.Current.CancellationToken);
        return (work, posting);
    }

    /// <summary>It finishes what it has in hand, and ends.</summary>
    private static async Task WakeAsync(ServiceProcess frozen)
    {
        frozen.Signal(ProcessSignal.Continue);
        Assert.Equal(0, await frozen.TerminateAsync());
    }

    private static bool IsFrozen(ServiceProcess process) => File.ReadAllText($"/proc/{process.Id}/stat").Contains(") T", StringComparison.Ordinal);

    private static async Task<int> CommentsAsync(Installation installation) => (await installation.Site.GetAsync("comments/counts"))["total"]!.GetValue<int>();

    private static async Task<int> PostsAsync(Installation installation) =>
        (await installation.Site.GetAsync("requests"))["patterns"]!["POST /article/{id}/comment/"]?.GetValue<int>() ?? 0;
}
