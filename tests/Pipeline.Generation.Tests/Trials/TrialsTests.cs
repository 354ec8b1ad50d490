using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Domain.Providers;
using Pipeline.Persistence;
using Pipeline.Testing.Ledger;
using Pipeline.Testing.Stages;

namespace Pipeline.Generation.Tests.Trials;

public sealed class TrialsEmbedded(SqliteTestDatabase database) : TrialsTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class TrialsOnPostgres(PostgresTestDatabase database) : TrialsTests(database), IClassFixture<PostgresTestDatabase>;

/// <summary>What people try out before a process runs: asked over the bus, as the Gateway asks.</summary>
public abstract class TrialsTests(TestDatabase database) : IAsyncLifetime
{
    private StageHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await StageHost.StartAsync(database, builder => builder.AddGeneration());

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_provider_that_writes_is_fine()
    {
        var process = await _host.ProcessAsync();
        var tested = await AskAsync<TestProvider, ProviderTested>(new(process.ProviderId));
        Assert.True(tested.Ok);
        Assert.Contains("offline", tested.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Promise", "P-SSRF")]
    public async Task A_provider_that_may_not_be_reached_says_so()
    {
        var process = await _host.ProcessAsync();
        var tested = await AskAsync<TestProvider, ProviderTested>(new(await UnreachableAsync(process.OwnerId)));
        Assert.False(tested.Ok);
        Assert.Contains("127.0.0.1", tested.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_gone_is_said()
    {
        var process = await _host.ProcessAsync();
        Assert.Contains("gone", (await AskAsync<TestProvider, ProviderTested>(new(Guid.CreateVersion7()))).Message, StringComparison.Ordinal);
        var previewed = await AskAsync<PreviewComment, CommentPreviewed>(new(process.PromptIds[0], Guid.CreateVersion7(), null));
        Assert.Equal((false, null), (previewed.Ok, previewed.UserPrompt));
    }

    [Fact]
    public async Task Without_a_provider_only_the_prompts_are_filled()
    {
        var process = await _host.ProcessAsync();
        var previewed = await AskAsync<PreviewComment, CommentPreviewed>(new(process.PromptIds[0], null, null));
        Assert.Equal((true, null), (previewed.Ok, previewed.CommentText));
        Assert.StartsWith("You comment.", previewed.SystemPrompt, StringComparison.Ordinal);
        Assert.Contains("Igel", previewed.UserPrompt, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Promise", "P-DISCLOSE")]
    public async Task With_a_provider_the_comment_is_shown_as_it_would_be_sent()
    {
        var process = await _host.ProcessAsync();
        var previewed = await AskAsync<PreviewComment, CommentPreviewed>(new(process.PromptIds[0], null, process.ProviderId));
        Assert.True(previewed.Ok, previewed.Message);
        Assert.StartsWith("<p>[Disclosure.]</p>", previewed.CommentText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_lends_its_article_and_stays_as_it_is()
    {
        var process = await _host.ProcessAsync();
        var record = Assert.Single(await _host.Services.PrepareAsync((await _host.Services.DiscoverAsync(process)).Select(found => found.RecordId)));
        var before = await _host.Services.RecordAsync(record);
        var previewed = await AskAsync<PreviewComment, CommentPreviewed>(new(process.PromptIds[0], record, process.ProviderId));
        Assert.Contains("A text of some words.", previewed.UserPrompt, StringComparison.Ordinal);
        var after = await _host.Services.RecordAsync(record);
        Assert.Equal((before.Status, before.CommentRevision, before.Fencing), (after.Status, after.CommentRevision, after.Fencing));
    }

    [Fact]
    public async Task A_provider_that_fails_leaves_the_filled_prompts()
    {
        var process = await _host.ProcessAsync();
        var previewed = await AskAsync<PreviewComment, CommentPreviewed>(new(process.PromptIds[0], null, await UnreachableAsync(process.OwnerId)));
        Assert.Equal((false, null), (previewed.Ok, previewed.CommentText));
        Assert.NotNull(previewed.UserPrompt);
    }

    private async Task<Guid> UnreachableAsync(Guid owner)
    {
        await using var context = await _host.Services.GetRequiredService<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync(Cancellation);
        var provider = LlmProvider.Create(
            Guid.CreateVersion7(), owner, "Inside", LlmProviderKind.OpenAi, new("http://127.0.0.1:1/v1", "m", null, null, null, null, null, null), null,
            database.Clock.GetUtcNow().UtcDateTime);
        context.Add(provider);
        await context.SaveChangesAsync(Cancellation);
        return provider.Id;
    }

    private async Task<TAnswer> AskAsync<TRequest, TAnswer>(TRequest request)
        where TRequest : class
        where TAnswer : class
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var clients = scope.ServiceProvider.GetRequiredService<IScopedClientFactory>();
        return (await clients.CreateRequestClient<TRequest>(TimeSpan.FromSeconds(30)).GetResponse<TAnswer>(request, Cancellation)).Message;
    }
}
