using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Testing.Http;
using Pipeline.Testing.Llm;

namespace Pipeline.Generation.Tests.Llm;

public sealed class OpenAiCommentWriterTests
{
    [Fact]
    public async Task Speaks_chat_completions_with_both_prompts_and_the_key()
    {
        await using var scene = await WriterScene.StartAsync();
        await scene.WriteAsync(scene.Provider(maxTokens: 300, temperature: 0.5));
        var request = Assert.Single(scene.Llm.Requests);
        Assert.Equal($"Bearer {WriterScene.Key}", request.Authorization);
        Assert.Equal(("m-1", 300d, 0.5), (request.Model, request.Number("max_tokens"), request.Number("temperature")));
        Assert.StartsWith("Du bist eine freundliche Leserin.", request.SystemPrompt, StringComparison.Ordinal);
        Assert.StartsWith("Kommentiere ", request.UserPrompt, StringComparison.Ordinal);
        Assert.Empty(scene.Llm.Unexpected);
    }

    [Fact]
    public async Task Returns_the_text_with_provider_model_tokens_and_duration()
    {
        await using var scene = await WriterScene.StartAsync();
        scene.Llm.Next(FakeLlmAnswer.Text("Hallo Mia", inputTokens: 812, outputTokens: 95));
        var written = await scene.WriteAsync();
        Assert.Equal(("Hallo Mia", "Schule", "m-1", 812, 95), (written.Text, written.Provider, written.Model, written.InputTokens, written.OutputTokens));
        Assert.Null(written.Reasoning);
        Assert.True(written.Duration > TimeSpan.Zero);
    }

    [Fact]
    public async Task What_is_not_set_is_not_sent_and_what_is_not_counted_is_unknown()
    {
        await using var scene = await WriterScene.StartAsync();
        scene.Llm.Next(FakeLlmAnswer.Text("Hallo Mia", inputTokens: null));
        var written = await scene.WriteAsync(scene.Provider(key: ""));
        var request = Assert.Single(scene.Llm.Requests);
        Assert.Null(request.Authorization);
        Assert.Equal(["messages", "model"], request.Body.EnumerateObject().Select(field => field.Name).Order());
        Assert.Equal((null, null), (written.InputTokens, written.OutputTokens));
    }

    [Fact]
    public async Task OpenAi_itself_is_the_default_and_gets_the_name_of_the_limit_that_it_knows()
    {
        var body = "";
        using var http = new RegisteredHttp().On(HttpMethod.Post, "https://api.openai.com/v1/chat/completions", async (request, cancellation) =>
        {
            body = await request.Content!.ReadAsStringAsync(cancellation);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"model":"m-1","choices":[{"finish_reason":"stop","message":{"role":"assistant","content":"Hallo"}}]}""") };
        });
        await using var scene = await WriterScene.StartAsync(register: services => services.AddHttpClient("llm").ConfigurePrimaryHttpMessageHandler(() => http));
        var provider = scene.Provider(maxTokens: 300);
        await scene.WriteAsync(provider with { Settings = provider.Settings with { BaseUrl = null } });
        Assert.Contains("\"max_completion_tokens\":300", body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"max_tokens\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<think>Hm, Mia.</think>\n\nHallo Mia")]
    [InlineData("Hm, Mia.</think>Hallo Mia")]
    [InlineData("Hallo Mia<THINKING>Hm, Mia.")]
    public async Task Reasoning_in_the_text_is_kept_apart(string answer)
    {
        await using var scene = await WriterScene.StartAsync();
        scene.Llm.Next(FakeLlmAnswer.Text(answer));
        var written = await scene.WriteAsync();
        Assert.Equal(("Hallo Mia", "Hm, Mia."), (written.Text, written.Reasoning));
    }

    [Fact]
    public async Task Reasoning_in_a_field_of_its_own_is_kept_apart()
    {
        await using var scene = await WriterScene.StartAsync();
        scene.Llm.Next(FakeLlmAnswer.Text("Hallo Mia", reasoning: "Hm, Mia."));
        Assert.Equal("Hm, Mia.", (await scene.WriteAsync()).Reasoning);
    }
}
