using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Providers;
using Pipeline.Generation.Llm;

namespace Pipeline.Generation.Tests.Llm;

public sealed class WriterRegistrationTests
{
    [Theory]
    [InlineData(LlmProviderKind.OpenAi)]
    [InlineData(LlmProviderKind.Offline)]
    public async Task Kind_has_its_writer(LlmProviderKind kind)
    {
        await using var scene = await WriterScene.StartAsync();
        Assert.Equal(kind, scene.Get<WriterCatalog>().For(kind).Kind);
    }

    [Theory]
    [InlineData(LlmProviderKind.Anthropic)]
    [InlineData(LlmProviderKind.Ollama)]
    public async Task Kind_without_a_writer_is_refused_with_what_there_is(LlmProviderKind kind)
    {
        await using var scene = await WriterScene.StartAsync();
        var failure = Assert.Throws<WriterException>(() => scene.Get<WriterCatalog>().For(kind));
        Assert.Equal((ErrorKind.Configuration, false), (failure.Kind, failure.IsTransient));
        Assert.Contains("OpenAi, Offline", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Llm:Timeout", "00:00:00.5", "00:00:01 and 00:10:00")]
    [InlineData("Llm:Timeout", "00:10:01", "00:00:01 and 00:10:00")]
    [InlineData("Llm:ConnectRetries", "6", "0 and 5")]
    [InlineData("Llm:ConnectRetryDelay", "00:00:11", "00:00:10")]
    [InlineData("Llm:MaxArticleCharacters", "10", "1000 and 200000")]
    public void Value_out_of_range_stops_the_start_and_names_key_and_range(string key, string value, string range)
    {
        using var services = Services(new() { [key] = value });
        var failure = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(key, failure.Message, StringComparison.Ordinal);
        Assert.Contains(range, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_are_valid()
    {
        using var services = Services([]);
        services.GetRequiredService<IStartupValidator>().Validate();
        Assert.Equal(TimeSpan.FromMinutes(2), services.GetRequiredService<IOptions<LlmOptions>>().Value.Timeout);
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings) =>
        new ServiceCollection().AddLogging().AddWriters(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
}
