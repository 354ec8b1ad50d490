using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Records;
using Pipeline.Testing.Ledger;
using Pipeline.Testing.Llm;

namespace Pipeline.Generation.Tests.Stage;

public sealed class TroubleOnPostgres(PostgresTestDatabase database) : TroubleConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class TroubleOnSqlite(SqliteTestDatabase database) : TroubleConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>What becomes of records whose comment can't be written.</summary>
public abstract class TroubleConformance(TestDatabase database) : GenerationTest(database)
{
    public static TheoryData<FakeLlmAnswer, ErrorKind> Passing => new()
    {
        { FakeLlmAnswer.Error(503, "Overloaded."), ErrorKind.Unreachable },
        { FakeLlmAnswer.CutsOff, ErrorKind.Unreachable },
        { FakeLlmAnswer.RateLimited(), ErrorKind.RateLimited },
        { FakeLlmAnswer.Text("Gut."), ErrorKind.InvalidOutput },
        { FakeLlmAnswer.Raw(200, "<html>"), ErrorKind.InvalidOutput },
    };

    public static TheoryData<FakeLlmAnswer, ErrorKind> Lasting => new()
    {
        { FakeLlmAnswer.Unauthorized, ErrorKind.LlmAuth },
        { FakeLlmAnswer.OutOfQuota, ErrorKind.LlmQuota },
        { FakeLlmAnswer.ContextTooLong, ErrorKind.LlmContext },
        { FakeLlmAnswer.Error(404, "No such model."), ErrorKind.Configuration },
    };

    [Theory]
    [Trait("Promise", "P-RETRY")]
    [MemberData(nameof(Passing), DisableDiscoveryEnumeration = true)]
    public async Task Trouble_that_may_pass_is_tried_again_with_a_back_off_and_fails_the_third_time(FakeLlmAnswer answer, ErrorKind kind)
    {
        var id = (await PreparedAsync(await OpenAiProcessAsync()))[0];
        Llm.Always(answer);
        var first = await GenerateAsync(id, after: TimeSpan.Zero);
        Assert.Equal((RecordStatus.Prepared, kind, 1), (first.Status, first.ErrorKind, first.Tries));
        Assert.InRange((first.NotBefore!.Value - Now).TotalSeconds, 8, 12);
        Assert.Equal(1, (await GenerateAsync(id, after: TimeSpan.FromSeconds(7))).Tries);
        Assert.InRange(((await GenerateAsync(id, after: TimeSpan.FromSeconds(5))).NotBefore!.Value - Now).TotalSeconds, 16, 24);
        var last = await GenerateAsync(id, after: TimeSpan.FromSeconds(24));
        Assert.Equal((RecordStatus.Failed, kind, Domain.Records.Stage.Generation, 3), (last.Status, last.ErrorKind, last.ErrorStage, Llm.Requests.Count));
    }

    [Theory]
    [Trait("Promise", "P-RETRY")]
    [MemberData(nameof(Lasting), DisableDiscoveryEnumeration = true)]
    public async Task Trouble_that_lasts_fails_at_once_and_tells_no_key(FakeLlmAnswer answer, ErrorKind kind)
    {
        var id = (await PreparedAsync(await OpenAiProcessAsync()))[0];
        Llm.Always(answer);
        var record = await GenerateAsync(id, after: TimeSpan.Zero);
        Assert.Equal((RecordStatus.Failed, kind, 1), (record.Status, record.ErrorKind, Llm.Requests.Count));
        Assert.DoesNotContain(Key, await ErrorAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Promise", "P-RETRY")]
    public async Task What_a_provider_says_of_retrying_is_never_undercut()
    {
        var id = (await PreparedAsync(await OpenAiProcessAsync()))[0];
        Llm.Next(FakeLlmAnswer.RateLimited("120"));
        Assert.Equal(Now + TimeSpan.FromMinutes(2), (await GenerateAsync(id, after: TimeSpan.Zero)).NotBefore);
        Assert.Equal(RecordStatus.Generated, (await GenerateAsync(id, after: TimeSpan.FromMinutes(2))).Status);
    }

    [Fact]
    [Trait("Promise", "P-ISOLATE")]
    public async Task One_prompts_failure_touches_no_other_record_of_its_message()
    {
        var ids = await PreparedAsync(await OpenAiProcessAsync(prompts: 4));
        Llm.Next(FakeLlmAnswer.Unauthorized);
        var records = (await GenerateAsync(ids)).ToLookup(record => record.Status);
        Assert.Equal((1, 3), (records[RecordStatus.Failed].Count(), records[RecordStatus.Generated].Count()));
    }

    [Fact]
    [Trait("Promise", "P-ISOLATE")]
    public async Task A_provider_that_never_answers_times_out_and_delays_no_other()
    {
        var (hanging, offline) = ((await PreparedAsync(await OpenAiProcessAsync()))[0], await PreparedAsync(await Host.ProcessAsync()));
        Llm.Always(FakeLlmAnswer.Hangs);
        var writing = GenerateAsync([hanging]);
        await Llm.ArrivedAsync(TestContext.Current.CancellationToken);
        Assert.Equal(RecordStatus.Generated, (await GenerateAsync(offline))[0].Status);
        await FinishAsync(writing);
        Assert.Equal((RecordStatus.Prepared, ErrorKind.Timeout), ((await writing)[0].Status, (await writing)[0].ErrorKind));
    }

    [Fact]
    public async Task A_provider_that_a_person_changes_counts_from_the_next_try_on()
    {
        var process = await OpenAiProcessAsync();
        var id = (await PreparedAsync(process))[0];
        Llm.Next(FakeLlmAnswer.Error(500, "Broken."));
        await GenerateAsync(id, after: TimeSpan.Zero);
        await ChangeProviderAsync(process, settings => settings with { Model = "m-2" });
        Assert.Equal(RecordStatus.Generated, (await GenerateAsync(id, after: TimeSpan.FromSeconds(12))).Status);
        Assert.Equal(["m-1", "m-2"], Llm.Requests.Select(request => request.Model));
        Assert.Equal("m-2", (await CommentsAsync(id)).Single().Model);
    }

    [Fact]
    public async Task A_provider_is_deleted_only_once_no_process_has_it_and_the_new_one_takes_over()
    {
        var (process, other) = (await OpenAiProcessAsync(), await Host.ProcessAsync());
        var id = (await PreparedAsync(process))[0];
        await Assert.ThrowsAnyAsync<DbException>(() => DeleteProviderAsync(process));
        await UseProviderAsync(process, other.ProviderId);
        await DeleteProviderAsync(process);
        Assert.Equal(RecordStatus.Generated, (await GenerateAsync(id, after: TimeSpan.Zero)).Status);
        Assert.Equal(("Offline", 0), ((await CommentsAsync(id)).Single().Provider, Llm.Requests.Count));
    }

    private async Task DeleteProviderAsync(SeededProcess process)
    {
        await using var context = await ContextAsync();
        await context.LlmProviders.Where(row => row.Id == process.ProviderId).ExecuteDeleteAsync();
    }

    private async Task UseProviderAsync(SeededProcess process, Guid provider)
    {
        await using var context = await ContextAsync();
        await context.Processes.Where(row => row.Id == process.ProcessId).ExecuteUpdateAsync(set => set.SetProperty(row => row.LlmProviderId, provider));
    }
}
