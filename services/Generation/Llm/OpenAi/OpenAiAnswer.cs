using Microsoft.Extensions.AI;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Prompts;

namespace Pipeline.Generation.Llm.OpenAi;

/// <summary>Reads a model's answer: the text, what it said to itself, and whether it finished.</summary>
internal static class OpenAiAnswer
{
    // Both are stored and shown, and a provider can send what it likes.
    private const int MaxReasoning = 20_000;
    private const int MaxModelName = 150;

    /// <exception cref="WriterException">The model declined, was stopped, or wrote nothing.</exception>
    public static WrittenComment Read(ChatResponse response, WriterProvider provider, TimeSpan duration)
    {
        var contents = response.Messages.SelectMany(message => message.Contents).ToList();
        if (response.FinishReason == ChatFinishReason.ContentFilter)
            throw WriterException.Permanent(ErrorKind.LlmRefused, "The provider's content filter stopped the answer.");
        if (contents.OfType<ErrorContent>().FirstOrDefault() is { } refusal)
            throw WriterException.Permanent(ErrorKind.LlmRefused, $"The model declined to write: {ProviderMessage.Plain(refusal.Message, provider.ApiKey)}");
        if (response.FinishReason == ChatFinishReason.Length)
            throw WriterException.Permanent(ErrorKind.InvalidOutput, "The answer was cut off at the limit of tokens: raise the provider's maxTokens.");

        var (text, thoughts) = ReasoningText.Split(response.Text);
        if (string.IsNullOrWhiteSpace(text)) throw WriterException.Transient(ErrorKind.InvalidOutput, "The model's answer is empty.");
        var reasoning = string.Join('\n', contents.OfType<TextReasoningContent>().Select(content => content.Text).Append(thoughts).Where(part => !string.IsNullOrWhiteSpace(part)));
        return new(
            text, reasoning.Length == 0 ? null : VisibleText.Of(reasoning, MaxReasoning), provider.Name, ModelName(response.ModelId) ?? provider.Settings.Model,
            Count(response.Usage?.InputTokenCount), Count(response.Usage?.OutputTokenCount), duration);
    }

    private static string? ModelName(string? name) => string.IsNullOrWhiteSpace(name) ? null : VisibleText.LineOf(name, MaxModelName);

    private static int? Count(long? tokens) => tokens is null ? null : (int)Math.Clamp(tokens.Value, 0, int.MaxValue);
}
