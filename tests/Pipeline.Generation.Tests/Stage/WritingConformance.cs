using Pipeline.Contracts;
using Pipeline.Domain.Comments;
using Pipeline.Domain.Records;
using Pipeline.Testing.Ledger;
using Pipeline.Testing.Llm;

namespace Pipeline.Generation.Tests.Stage;

public sealed class WritingOnPostgres(PostgresTestDatabase database) : WritingConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class WritingOnSqlite(SqliteTestDatabase database) : WritingConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>A comment is written, checked and kept, once.</summary>
[Trait("Promise", "P-STAGES")]
public abstract class WritingConformance(TestDatabase database) : GenerationTest(database)
{
    private const string Opening = "<p>[Disclosure.]</p>";

    [Fact]
    [Trait("Promise", "P-DISCLOSE")]
    public async Task The_offline_writer_takes_up_the_articles_words_in_several_sentences_after_the_disclosure()
    {
        var ids = await PreparedAsync(await Host.ProcessAsync());
        Assert.Equal(RecordStatus.Generated, (await GenerateAsync(ids))[0].Status);
        var comment = Assert.Single(await CommentsAsync(ids[0]));
        Assert.StartsWith(Opening, comment.Text, StringComparison.Ordinal);
        Assert.Equal(2, comment.Text.Split("[Disclosure.]").Length);
        Assert.InRange(comment.Text.Count(letter => letter is '.' or '!' or '?'), 4, 40);
        Assert.Contains(["Drache", "Feuerzahn", "Vulkan", "Einhorn", "Höhle"], word => comment.Text.Contains(word, StringComparison.Ordinal));
        Assert.Empty(CommentRules.Check("[Disclosure.]", comment.Text));
        Assert.Equal(("Offline", "offline"), (comment.Provider, comment.Model));
    }

    [Fact]
    public async Task The_offline_writer_says_something_else_for_each_prompt_and_account()
    {
        var ids = await PreparedAsync(await Host.ProcessAsync(accounts: 2, prompts: 2));
        await GenerateAsync(ids);
        var texts = (await Task.WhenAll(ids.Select(CommentsAsync))).Select(comments => comments.Single().Text);
        Assert.Equal(4, texts.Distinct().Count());
    }

    [Fact]
    public async Task What_a_provider_wrote_is_kept_with_provider_model_tokens_duration_and_cost()
    {
        var ids = await PreparedAsync(await OpenAiProcessAsync());
        Llm.Next(FakeLlmAnswer.Comment.After(TimeSpan.FromSeconds(3), Database.Clock));
        var writing = GenerateAsync(ids);
        await FinishAsync(writing);
        var comment = Assert.Single(await CommentsAsync(ids[0]));
        Assert.Equal(("Schule", "m-1", 812, 95), (comment.Provider, comment.Model, comment.InputTokens, comment.OutputTokens));
        Assert.Equal((0.001002m, "CHF"), (comment.Cost, comment.Currency));
        Assert.InRange(comment.Duration!.Value.TotalSeconds, 3, 5);
        Assert.Contains("Feuerzahn", Assert.Single(Llm.Requests).UserPrompt, StringComparison.Ordinal);
        Assert.Equal((RecordStatus.Generated, 1), ((await RecordAsync(ids[0])).Status, (await RecordAsync(ids[0])).PromptVersion));
    }

    [Fact]
    public async Task A_doubled_message_to_two_workers_writes_one_comment()
    {
        var ids = await PreparedAsync(await OpenAiProcessAsync());
        await Task.WhenAll(GenerateAsync(ids), GenerateAsync(ids, await Host.HireAsync()));
        await GenerateAsync(ids, redelivered: true);
        Assert.Single(await CommentsAsync(ids[0]));
        Assert.Single(Llm.Requests);
    }

    [Fact]
    [Trait("Promise", "P-GENONLY")]
    public async Task A_comment_that_waits_for_a_person_rings_no_bell()
    {
        var ids = await PreparedAsync(await Host.ProcessAsync());
        var record = Assert.Single(await GenerateAsync(ids));
        await GenerateAsync(ids, redelivered: true);
        Assert.Equal((null, null, false), (record.RingAt, record.AnnouncedAt, record.AutoPost));
        Assert.Empty(Host.Worker.Rung<CommentsGenerated>());
    }

    [Fact]
    public async Task A_comment_that_goes_out_by_itself_is_announced_once_and_again_only_if_the_message_came_again()
    {
        var ids = await PreparedAsync(await Host.ProcessAsync(generateOnly: false));
        Assert.True((await GenerateAsync(ids))[0].AutoPost);
        await GenerateAsync(ids);
        Assert.Equal(ids, Assert.Single(Host.Worker.Rung<CommentsGenerated>()).RecordIds);
        await GenerateAsync(ids, redelivered: true);
        Assert.Equal(2, Host.Worker.Rung<CommentsGenerated>().Count);
    }
}
