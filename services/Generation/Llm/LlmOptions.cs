using System.ComponentModel.DataAnnotations;

namespace Pipeline.Generation.Llm;

/// <summary>How providers are called. Section <c>Llm</c>.</summary>
public sealed class LlmOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Llm";

    /// <summary>How long one comment may take, retries of the connection included.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true, ErrorMessage = "Llm:Timeout must lie between 00:00:01 and 00:10:00.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a connection that failed is tried again. An answer, whichever, is never asked for twice.</summary>
    [Range(0, 5, ErrorMessage = "Llm:ConnectRetries must lie between 0 and 5.")]
    public int ConnectRetries { get; set; } = 2;

    /// <summary>How long to wait before the first such try; doubled for each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true, ErrorMessage = "Llm:ConnectRetryDelay must lie between 00:00:00.001 and 00:00:10.")]
    public TimeSpan ConnectRetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How much of an article a prompt holds at most, in characters; the rest is left out.</summary>
    [Range(1_000, 200_000, ErrorMessage = "Llm:MaxArticleCharacters must lie between 1000 and 200000.")]
    public int MaxArticleCharacters { get; set; } = 20_000;
}
