using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Records;
using Pipeline.Gateway.Monitoring.Saga;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing;
using Pipeline.Testing.Ledger;

namespace Pipeline.Gateway.Tests.Fixture;

/// <summary>A running process of one user's; its records are brought on as the workers would.</summary>
public sealed class ProcessScene
{
    private readonly GatewayFixture _gateway;
    private int _articles;

    private ProcessScene(GatewayFixture gateway, ApiClient api, SeededProcess process) => (_gateway, Api, Process) = (gateway, api, process);

    public ApiClient Api { get; }

    public SeededProcess Process { get; }

    public Guid Id => Process.ProcessId;

    public string Path => $"/monitoring-processes/{Id}";

    private IServiceProvider Services => _gateway.Services;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Makes the process and starts it, through the API.</summary>
    public static async Task<ProcessScene> RunningAsync(GatewayFixture gateway, ApiClient? api = null)
    {
        var scene = await StoppedAsync(gateway, api);
        (await scene.OrderAsync("start")).Is(HttpStatusCode.Accepted);
        return scene;
    }

    /// <summary>Makes the process, through the API.</summary>
    public static async Task<ProcessScene> StoppedAsync(GatewayFixture gateway, ApiClient? api = null)
    {
        api ??= await gateway.UserAsync();
        var parts = await api.PartsAsync();
        var id = await api.AddAsync("/monitoring-processes", parts.Body);
        return new(gateway, api, new(api.UserId, parts.Site, id, [parts.Account], [parts.Prompt], parts.Provider));
    }

    public Task<ApiAnswer> GetAsync() => Api.GetAsync(Path);

    public Task<ApiAnswer> StatusAsync() => Api.GetAsync($"{Path}/pipeline-status");

    /// <summary>start, stop, pause, resume or runs.</summary>
    public Task<ApiAnswer> OrderAsync(string order) => Api.PostAsync($"{Path}/{order}");

    /// <summary>Stops it, and waits until it has stopped.</summary>
    public async Task StopAsync()
    {
        (await OrderAsync("stop")).Is(HttpStatusCode.Accepted);
        await StandsAsync("stopped");
    }

    /// <summary>Waits until the saga has brought the process where it should be.</summary>
    public Task<ApiAnswer> StandsAsync(string status) => Eventually.BecomeAsync(
        GetAsync, process => process["status"]!.GetValue<string>() == status, TimeSpan.FromSeconds(30), $"it is {status}", Cancellation);

    /// <summary>The run that every start begins with, once it is there: it waits for a worker.</summary>
    public async Task<Guid> FirstRunAsync()
    {
        var process = await Eventually.BecomeAsync(
            GetAsync, process => process["activeJobId"] is not null, TimeSpan.FromSeconds(30), "the first run is there", Cancellation);
        return process["activeJobId"]!.GetValue<Guid>();
    }

    /// <summary>Ends the run that waits, as its worker and the saga would.</summary>
    public async Task EndRunAsync(bool found = true, ErrorKind? kind = null)
    {
        var run = await FirstRunAsync();
        await Services.EndRunAsync(await Services.ClaimRunAsync(run), kind is null ? JobStatus.Succeeded : JobStatus.Failed, saved: found ? 1 : 0, kind);
        await Ledger<DiscoveryRuns>().EndAsync(Id, run, permanent: false, Cancellation);
    }

    /// <summary>A record of an article of its own, brought to where it is wanted.</summary>
    public Task<Guid> RecordAsync(RecordStatus status) => status switch
    {
        RecordStatus.Discovered => DiscoveredAsync(),
        RecordStatus.Prepared => PreparedAsync(),
        RecordStatus.Generated => GeneratedAsync(),
        RecordStatus.Posting => PostingAsync(),
        RecordStatus.Posted => PostedAsync(),
        RecordStatus.Uncertain => UncertainAsync(),
        RecordStatus.Skipped => SkippedAsync(),
        RecordStatus.Rejected => RejectedAsync(),
        RecordStatus.Failed => FailedAsync(Stage.Generation, ErrorKind.LlmAuth),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No record gets there yet."),
    };

    public async Task<Guid> DiscoveredAsync() => Assert.Single(await Services.DiscoverAsync(Process, articles: 1, from: ++_articles)).RecordId;

    /// <summary>A record of other parts than the process was made with.</summary>
    public async Task<Guid> DiscoveredAsync(Guid account, Guid prompt) =>
        Assert.Single(await Services.DiscoverAsync(Process with { AccountIds = [account], PromptIds = [prompt] }, articles: 1, from: ++_articles)).RecordId;

    public async Task<Guid> PreparedAsync() => Assert.Single(await Services.PrepareAsync([await DiscoveredAsync()]));

    public async Task<Guid> GeneratedAsync(string comment = "<p>[Disclosure.]</p><p>A comment.</p>") =>
        Assert.Single(await Services.GenerateAsync([await DiscoveredAsync()], comment));

    public async Task<Guid> FailedAsync(Stage stage, ErrorKind kind)
    {
        if (stage == Stage.Posting) return await PostingFailedAsync(kind);
        var record = stage == Stage.Preparation ? await DiscoveredAsync() : await PreparedAsync();
        var claim = Assert.Single(await Ledger<RecordLedger>().ClaimAsync(stage, [record], Cancellation));
        await Ledger<RecordLedger>().FailedAsync([new(record, claim.Fencing, new(stage, kind, $"It failed: {kind}."))], Cancellation);
        return record;
    }

    private async Task<Guid> PostingAsync() => (await ClaimedForPostingAsync()).RecordId;

    public async Task<Guid> PostedAsync()
    {
        var record = await PostingAsync();
        await Ledger<PostingLedger>().PostedAsync(record, $"c-{record:N}", $"https://site.example/comment/{record:N}/", Cancellation);
        return record;
    }

    public async Task<Guid> UncertainAsync()
    {
        var claim = await ClaimedForPostingAsync();
        await Ledger<PostingLedger>().UncertainAsync(new(claim.RecordId, claim.Fencing, AttemptOutcome.Unsure, new(Stage.Posting, ErrorKind.Timeout, "Nobody knows.")), Cancellation);
        return claim.RecordId;
    }

    private async Task<Guid> PostingFailedAsync(ErrorKind kind)
    {
        var claim = await ClaimedForPostingAsync();
        await Ledger<PostingLedger>().FailedAsync(new(claim.RecordId, claim.Fencing, AttemptOutcome.Refused, new(Stage.Posting, kind, $"It failed: {kind}.")), Cancellation);
        return claim.RecordId;
    }

    private async Task<Guid> SkippedAsync()
    {
        var record = await PreparedAsync();
        var claim = Assert.Single(await Ledger<RecordLedger>().ClaimAsync(Stage.Generation, [record], Cancellation));
        await Ledger<RecordLedger>().SkippedAsync([new(record, claim.Fencing, "A filter said no.")], Cancellation);
        return record;
    }

    private async Task<Guid> RejectedAsync()
    {
        var record = await GeneratedAsync();
        (await Api.PostAsync($"/article-records/{record}/reject")).Is(HttpStatusCode.OK);
        return record;
    }

    private async Task<RecordClaim> ClaimedForPostingAsync()
    {
        var record = await GeneratedAsync();
        (await Api.PostAsync($"/article-records/{record}/approve")).Is(HttpStatusCode.OK);
        Assert.True(await Ledger<PostingClaims>().TakeSlotAsync(record.ToByteArray(), record, Process.SiteId, Cancellation));
        var claim = await Ledger<PostingClaims>().ClaimAsync(record, Cancellation);
        Assert.NotNull(claim);
        return claim;
    }

    private T Ledger<T>()
        where T : notnull => Services.GetRequiredService<T>();
}
