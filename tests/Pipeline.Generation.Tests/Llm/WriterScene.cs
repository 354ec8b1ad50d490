using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Domain.Prompts;
using Pipeline.Domain.Providers;
using Pipeline.Generation.Comments;
using Pipeline.Generation.Llm;
using Pipeline.Generation.Prompts;
using Pipeline.Testing.Llm;

namespace Pipeline.Generation.Tests.Llm;

/// <summary>The writers as the service registers them, beside a provider that is fake but speaks real HTTP; no other address may be reached.</summary>
internal sealed class WriterScene : IAsyncDisposable
{
    public const string Key = "sk-very-secret-1234567890";

    public static readonly PromptTexts Prompt = new("Du bist eine freundliche Leserin.", "Kommentiere {{ article.title }}:\n{{ article.content }}", DisclosureRules.Default);

    public static readonly PromptArticle Article = new(
        Guid.Parse("018f0000-0000-7000-8000-000000000001"), "Der schlaue Fuchs", "Mia Keller", "Der Fuchs lief in den Wald. Dort fand er eine Höhle.\n\nIn der Höhle wohnte ein alter Bär.");

    private readonly ServiceProvider services;

    private WriterScene(FakeLlmServer llm, ServiceProvider services)
    {
        Llm = llm;
        this.services = services;
    }

    public FakeLlmServer Llm { get; }

    public static async Task<WriterScene> StartAsync(TimeProvider? clock = null, Action<IServiceCollection>? register = null, string? allowed = null, string timeout = "00:01:00")
    {
        var llm = await FakeLlmServer.StartAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Http:AllowedInternalHosts"] = allowed ?? llm.Host,
            ["Llm:Timeout"] = timeout,
            ["Llm:ConnectRetryDelay"] = "00:00:00.001",
        }).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton(clock ?? TimeProvider.System).AddWriters(configuration);
        register?.Invoke(services);
        return new(llm, services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public WriterProvider Provider(string? key = Key, string? baseUrl = null, LlmProviderKind kind = LlmProviderKind.OpenAi, int? maxTokens = null, double? temperature = null) =>
        new("Schule", kind, new(baseUrl ?? Llm.BaseUrl, "m-1", maxTokens, temperature, null, null, null, null), key);

    public Task<WrittenComment> WriteAsync(WriterProvider? provider = null, RequestPermit? permit = null, CancellationToken? cancellation = null)
    {
        provider ??= Provider();
        var prompt = Get<PromptRenderer>().Render(Prompt, Article);
        return Get<WriterCatalog>().For(provider.Kind).WriteAsync(new(provider, prompt, Article, "seed", permit), cancellation ?? TestContext.Current.CancellationToken);
    }

    public Task<GeneratedComment> GenerateAsync(PromptTexts? prompt = null, WriterProvider? provider = null, PromptArticle? article = null) =>
        Get<CommentGenerator>().GenerateAsync(new(provider ?? Provider(), prompt ?? Prompt, article ?? Article, "seed"), TestContext.Current.CancellationToken);

    /// <summary>Has a comment written that can't be, and returns why.</summary>
    public async Task<WriterException> FailureAsync(FakeLlmAnswer? answer = null, WriterProvider? provider = null)
    {
        if (answer is not null) Llm.Always(answer);
        return await Assert.ThrowsAsync<WriterException>(() => WriteAsync(provider));
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Llm.DisposeAsync();
    }
}
