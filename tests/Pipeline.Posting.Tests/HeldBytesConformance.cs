using Pipeline.Domain.Records;
using Pipeline.Testing.Ledger;
using Pipeline.Testing.Net;

namespace Pipeline.Posting.Tests;

public sealed class HeldBytesOnPostgres(PostgresTestDatabase database) : HeldBytesConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class HeldBytesOnSqlite(SqliteTestDatabase database) : HeldBytesConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>The bytes of a comment that something on the way holds back for minutes, long after its sender has given up.</summary>
[Trait("Promise", "P-TWICE")]
public abstract class HeldBytesConformance(TestDatabase database) : PostingTest(database)
{
    private TcpProxy _proxy = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _proxy = TcpProxy.To(Host.Control.BaseAddress!.Port);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    /// <summary>Whatever port the proxy has.</summary>
    protected override string[] AllowedHosts => ["127.0.0.1"];

    [Fact]
    public async Task Let_through_after_three_minutes_they_lead_to_no_second_comment()
    {
        var record = await HeldAsync();
        await AdvanceAsync(TimeSpan.FromMinutes(3));
        await LetThroughAsync();
        Assert.Equal((RecordStatus.Posted, 2), (await EndAsync(record), await Host.CommentsAsync()));
    }

    [Fact]
    public async Task While_they_are_held_back_nothing_is_sent_in_their_place()
    {
        var record = await HeldAsync();
        await AdvanceAsync(TimeSpan.FromSeconds(30));
        await FinishAsync(PostAsync([record])); // A read-back that gets no answer, either.
        Assert.Equal((RecordStatus.Posting, 1), ((await RecordAsync(record)).Status, await Host.RequestsAsync(CommentPost)));
        await LetThroughAsync();
        Assert.Equal((RecordStatus.Posted, 2), (await EndAsync(record), await Host.CommentsAsync()));
    }

    private async Task LetThroughAsync()
    {
        _proxy.Mend();
        await UntilAsync(async () => await Host.RequestsAsync(CommentPost) == 2, "they arrive");
    }

    /// <summary>
    /// Where it ends, in at most a quarter of an hour. The site may store what arrives so late, or drop it because its sender
    /// has gone: then it is sent again, once its absence is proved.
    /// </summary>
    private async Task<RecordStatus> EndAsync(Guid record)
    {
        var status = RecordStatus.Posting;
        for (var minutes = 0; minutes < 15 && status is not RecordStatus.Posted; minutes++) status = await PostAsync(record, after: TimeSpan.FromMinutes(1));
        return status;
    }

    /// <summary>A comment that has left its worker, and not arrived when that gave up. Another one was posted before, so that there is a session.</summary>
    private async Task<Guid> HeldAsync()
    {
        var process = await Host.ProcessAsync(address: new Uri($"http://127.0.0.1:{_proxy.Port}/"));
        Assert.Equal(RecordStatus.Posted, (await PostAsync(await ApprovedAsync(process)))[0].Status);
        var record = (await ApprovedAsync(process))[0];
        _proxy.TowardsClient.Shut();
        var pages = await Host.RequestsAsync("GET /article/{id}/");
        var posting = PostAsync([record]);
        await UntilAsync(async () => await Host.RequestsAsync("GET /article/{id}/") > pages, "its page is asked for");
        _proxy.TowardsServer.Shut();
        _proxy.TowardsClient.Open();
        await UntilAsync(() => Task.FromResult(_proxy.TowardsServer.Held > 0), "its bytes are held back");
        await FinishAsync(posting);
        Assert.Equal(RecordStatus.Posting, (await RecordAsync(record)).Status);
        return record;
    }
}
