using System.Collections.Concurrent;
using Pipeline.Contracts;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;
using Pipeline.Testing.Llm;

namespace Pipeline.Generation.Tests.Stage;

public sealed class HoldOnPostgres(PostgresTestDatabase database) : HoldConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class HoldOnSqlite(SqliteTestDatabase database) : HoldConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>Who holds a record while a provider writes, for how long, and how many at once.</summary>
public abstract class HoldConformance(TestDatabase database) : GenerationTest(database)
{
    private static readonly int CallsAtOnce = new GenerationOptions().Concurrency;

    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    [Trait("Promise", "P-STAGES")]
    public async Task A_long_call_keeps_its_record_for_longer_than_a_lease()
    {
        var ids = await PreparedAsync(await OpenAiProcessAsync());
        var writing = await BeginAsync(ids);
        for (var renewals = 0; renewals < 4; renewals++)
        {
            await AdvanceAsync(TimeSpan.FromSeconds(20));
            await UntilAsync(async () => (await RecordAsync(ids[0])).LeaseUntil == Now + TimeSpan.FromSeconds(60), "the lease is renewed");
        }

        var held = (await RecordAsync(ids[0])).Fencing;
        Assert.Equal(held, (await GenerateAsync(ids, await Host.HireAsync()))[0].Fencing);
        _answer.SetResult();
        Assert.Equal(RecordStatus.Generated, (await writing)[0].Status);
        Assert.Single(Llm.Requests);
    }

    [Fact]
    [Trait("Promise", "P-STAGES")]
    public async Task A_worker_that_lost_its_claim_asks_nothing_and_records_nothing()
    {
        var ids = await PreparedAsync(await OpenAiProcessAsync());
        var lost = await Get<RecordLedger>().ClaimAsync(Domain.Records.Stage.Generation, ids, None);
        await AdvanceAsync(TimeSpan.FromSeconds(61));
        Assert.Equal(RecordStatus.Generated, (await GenerateAsync(ids, await Host.HireAsync()))[0].Status);
        await Get<RecordGenerator>().GenerateAsync(lost, None);
        Assert.Single(Llm.Requests);
        Assert.Single(await CommentsAsync(ids[0]));
    }

    [Fact]
    [Trait("Promise", "P-STOP")]
    public async Task What_was_begun_before_a_pause_is_recorded_and_nothing_new_is_begun()
    {
        var process = await OpenAiProcessAsync();
        var ids = await PreparedAsync(process, articles: 2);
        var writing = await BeginAsync([ids[0]]);
        await Get<ProcessLedger>().PauseAsync(process.ProcessId, None);
        _answer.SetResult();
        Assert.Equal(RecordStatus.Generated, (await writing)[0].Status);
        Assert.Single(await CommentsAsync(ids[0]));
        Assert.Equal((RecordStatus.Prepared, 0), ((await GenerateAsync([ids[1]]))[0].Status, (await RecordAsync(ids[1])).Tries));
        Assert.Single(Llm.Requests);
    }

    [Fact]
    [Trait("Promise", "P-STOP")]
    public async Task A_pause_between_claim_and_request_sends_nothing()
    {
        var process = await OpenAiProcessAsync();
        var ids = await PreparedAsync(process);
        var claims = await Get<RecordLedger>().ClaimAsync(Domain.Records.Stage.Generation, ids, None);
        await Get<ProcessLedger>().PauseAsync(process.ProcessId, None);
        await Get<RecordGenerator>().GenerateAsync(claims, None);
        Assert.Empty(Llm.Requests);
        Assert.Equal((RecordStatus.Prepared, null, 0), ((await RecordAsync(ids[0])).Status, (await RecordAsync(ids[0])).LeaseUntil, (await RecordAsync(ids[0])).Tries));
    }

    [Fact]
    [Trait("Promise", "P-LOST")]
    public async Task A_worker_that_is_stopped_puts_its_record_back_at_once()
    {
        var ids = await PreparedAsync(await OpenAiProcessAsync());
        using var stop = new CancellationTokenSource();
        var writing = await BeginAsync(() => GenerateUntilAsync(ids, stop.Token));
        await stop.CancelAsync();
        Assert.Equal((RecordStatus.Prepared, 0), ((await writing)[0].Status, (await writing)[0].Tries));
        Llm.Always(FakeLlmAnswer.Comment);
        Assert.Equal(RecordStatus.Generated, (await GenerateAsync(ids, await Host.HireAsync()))[0].Status);
    }

    [Fact]
    public async Task A_workers_calls_at_once_are_limited_whatever_messages_carry_and_the_others_are_free()
    {
        var ids = await PreparedAsync(await OpenAiProcessAsync(), articles: 12);
        var (present, seen) = (0, new ConcurrentBag<int>());
        var leaving = FakeLlmAnswer.Writes(request =>
        {
            Interlocked.Decrement(ref present);
            return FakeComments.For(request.UserPrompt);
        });
        Llm.Always(leaving.After(_answer.Task).After(_ =>
        {
            seen.Add(Interlocked.Increment(ref present));
            return TimeSpan.Zero;
        }));
        var writing = GenerateAsync(ids);
        await UntilAsync(() => Task.FromResult(seen.Count == CallsAtOnce), "as many as may are asked for");
        Assert.Equal(CallsAtOnce, (await RecordsAsync(ids)).Count(record => record.LeaseUntil is not null));
        _answer.SetResult();
        Assert.All(await writing, record => Assert.Equal(RecordStatus.Generated, record.Status));
        Assert.Equal(CallsAtOnce, seen.Max());
    }

    [Fact]
    [Trait("Promise", "P-LOST")]
    public async Task Those_whose_turn_has_not_come_when_a_worker_stops_are_left_to_others()
    {
        var ids = await PreparedAsync(await OpenAiProcessAsync(), articles: 6);
        using var stop = new CancellationTokenSource();
        var writing = await BeginAsync(() => GenerateUntilAsync(ids, stop.Token));
        await UntilAsync(() => Task.FromResult(Llm.Requests.Count == CallsAtOnce), "as many as may are asked for");
        Llm.Always(FakeLlmAnswer.Comment);
        await stop.CancelAsync();
        await writing;
        Assert.Equal(2, Host.Worker.Rung<ArticlesPrepared>().SelectMany(message => message.RecordIds).Distinct().Count());

        // The others are free at once; those two are, too, or whoever heard the bell has them.
        await GenerateAsync(ids, await Host.HireAsync());
        await UntilAsync(async () => (await RecordsAsync(ids)).All(record => record is { Status: RecordStatus.Generated, Tries: 0 }), "all are written");
        foreach (var id in ids) Assert.Single(await CommentsAsync(id));
    }

    [Fact]
    [Trait("Promise", "P-STUCK")]
    public async Task Who_waits_for_a_turn_as_long_as_a_bell_may_be_unheard_is_let_go()
    {
        var ids = await PreparedAsync(await OpenAiProcessAsync(), articles: 2);
        for (var taken = 0; taken < CallsAtOnce; taken++) await Get<FairTurns>().TakeAsync(Guid.CreateVersion7(), TestContext.Current.CancellationToken);
        var writing = GenerateAsync(ids);
        Assert.False(writing.IsCompleted);
        await UntilAsync(async () =>
        {
            await AdvanceAsync(new LedgerOptions().Stall); // Once it waits; when that is can't be seen.
            return writing.IsCompleted;
        }, "it is let go");
        Assert.All(await writing, record => Assert.Equal((RecordStatus.Prepared, null, 0), (record.Status, record.LeaseUntil, record.Tries)));
        Assert.Empty(Host.Worker.Rung<ArticlesPrepared>());
    }

    [Fact]
    public async Task A_providers_calls_at_once_are_limited_over_all_workers()
    {
        var ids = await PreparedAsync(await OpenAiProcessAsync(maxConcurrency: 2), articles: 8);
        Llm.Always(FakeLlmAnswer.Comment.After(_answer.Task));
        var writing = Task.WhenAll(GenerateAsync([.. ids.Take(4)]), GenerateAsync([.. ids.Skip(4)], await Host.HireAsync()));
        await UntilAsync(async () => (await RecordsAsync(ids)).Count(record => record.NotBefore is not null) == 6, "six come again later");
        await UntilAsync(() => Task.FromResult(Llm.Requests.Count == 2), "two are asked");
        _answer.SetResult();
        await writing;
        foreach (var id in ids) await GenerateAsync(id, after: TimeSpan.FromSeconds(2));
        Assert.All(await RecordsAsync(ids), record => Assert.Equal((RecordStatus.Generated, 0), (record.Status, record.Tries)));
        Assert.Equal(8, Llm.Requests.Count);
    }

    [Fact]
    [Trait("Promise", "P-STUCK")]
    public async Task The_place_of_a_worker_that_died_comes_free_by_itself()
    {
        var process = await OpenAiProcessAsync(maxConcurrency: 1);
        var id = (await PreparedAsync(process))[0];
        Assert.Equal(1, await Get<LlmSlots>().TakeAsync(process.ProviderId, 1, Guid.CreateVersion7(), TimeSpan.FromSeconds(150), None));
        Assert.Equal((RecordStatus.Prepared, 0), ((await GenerateAsync(id, after: TimeSpan.Zero)).Status, Llm.Requests.Count));
        Assert.Equal(RecordStatus.Generated, (await GenerateAsync(id, after: TimeSpan.FromSeconds(150))).Status);
    }

    /// <summary>Has a comment written that the provider keeps until it may answer.</summary>
    private Task<Task<List<ArticleRecord>>> BeginAsync(IReadOnlyList<Guid> ids) => BeginAsync(() => GenerateAsync(ids));

    private async Task<Task<List<ArticleRecord>>> BeginAsync(Func<Task<List<ArticleRecord>>> generate)
    {
        Llm.Always(FakeLlmAnswer.Comment.After(_answer.Task));
        var writing = generate();
        await Llm.ArrivedAsync(TestContext.Current.CancellationToken);
        return writing;
    }
}
