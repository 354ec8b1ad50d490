using System.ClientModel;
using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.Domain.Errors;

namespace Pipeline.Generation.Llm.OpenAi;

/// <summary>
/// What a failed call means (https://platform.openai.com/docs/guides/error-codes), and what the compatible servers make of it. The library's own exceptions
/// quote the provider's text, which may quote the key: they are not passed on.
/// </summary>
internal static partial class OpenAiFailures
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    public static WriterException Translate(ClientResultException failure, string? apiKey, TimeProvider clock)
    {
        var answer = failure.GetRawResponse();
        if (answer is null) return failure.InnerException is HttpRequestException cause ? Translate(cause) : Unreachable(null);
        var said = ProviderMessage.Read(answer.Content?.ToString(), apiKey);
        var wait = RetryAfter(name => answer.Headers.TryGetValue(name, out var value) ? value : null, clock);
        return answer.Status switch
        {
            // Providers quote the key here, in parts too: their words are left out.
            401 or 403 => WriterException.Permanent(ErrorKind.LlmAuth, $"The provider refused the API key ({answer.Status})."),
            402 => Quota(answer.Status, said),
            429 when IsQuota(said) => Quota(answer.Status, said),
            429 => WriterException.Transient(ErrorKind.RateLimited, Sentence("The provider asks to slow down", answer.Status, said), wait),
            413 => Context(answer.Status, said),
            400 or 422 when IsContext(said) => Context(answer.Status, said),
            400 when IsFilter(said) => WriterException.Permanent(ErrorKind.LlmRefused, Sentence("The provider's content filter refused the prompt", answer.Status, said)),
            404 => WriterException.Permanent(ErrorKind.Configuration, Sentence("The provider doesn't know the address or the model: check baseUrl and model", answer.Status, said)),
            408 or 504 => WriterException.Transient(ErrorKind.Timeout, Sentence("The provider took too long", answer.Status, said), wait),
            409 or 425 or >= 500 => WriterException.Transient(ErrorKind.Unreachable, Sentence("The provider failed", answer.Status, said), wait),
            >= 300 and < 400 => WriterException.Permanent(ErrorKind.Configuration, $"The provider redirects elsewhere ({answer.Status}): set the final address as baseUrl."),
            _ => WriterException.Permanent(ErrorKind.Configuration, Sentence("The provider refused the request", answer.Status, said)),
        };
    }

    public static WriterException Translate(HttpRequestException failure) => failure.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded
        ? WriterException.Transient(ErrorKind.InvalidOutput, "The provider's answer is far too large.", inner: failure)
        : Unreachable(failure);

    private static WriterException Unreachable(HttpRequestException? failure) =>
        WriterException.Transient(ErrorKind.Unreachable, $"The provider could not be reached: {failure?.HttpRequestError ?? HttpRequestError.Unknown}.", inner: failure);

    private static WriterException Quota(int status, ProviderMessage said) =>
        WriterException.Permanent(ErrorKind.LlmQuota, Sentence("The provider's quota is used up", status, said));

    private static WriterException Context(int status, ProviderMessage said) =>
        WriterException.Permanent(ErrorKind.LlmContext, Sentence("The text is too long for the model", status, said));

    private static string Sentence(string what, int status, ProviderMessage said) =>
        said.Text.Length == 0 ? $"{what} ({status})." : $"{what} ({status}): {said.Text}";

    private static bool IsQuota(ProviderMessage said) => said.Code.Contains("quota", StringComparison.Ordinal) || said.Code.Contains("billing", StringComparison.Ordinal);

    private static bool IsFilter(ProviderMessage said) => said.Code.Contains("content_filter", StringComparison.Ordinal) || said.Code.Contains("content_policy", StringComparison.Ordinal);

    private static bool IsContext(ProviderMessage said) => said.Code.Contains("context_length", StringComparison.Ordinal) || ContextWords().IsMatch(said.Text);

    private static TimeSpan? RetryAfter(Func<string, string?> header, TimeProvider clock)
    {
        if (Number(header("retry-after-ms")) is { } milliseconds) return Bounded(milliseconds / 1_000);
        var value = header("retry-after");
        if (Number(value) is { } seconds) return Bounded(seconds);
        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? Bounded((moment - clock.GetUtcNow()).TotalSeconds)
            : null;
    }

    private static double? Number(string? value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static TimeSpan Bounded(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestWait.TotalSeconds));

    [GeneratedRegex(@"context (?:length|window|size)|maximum (?:context|number of tokens)|too many tokens|prompt is too long|exceeds? .{0,30}(?:context|token)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ContextWords();
}
