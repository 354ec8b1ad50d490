using Pipeline.Domain.Prompts;

namespace Pipeline.Generation.Trials;

/// <summary>A text to try things out on where no article is at hand.</summary>
internal static class SampleArticle
{
    /// <summary>What a provider is asked when nothing but the provider is tried.</summary>
    public static readonly PromptTexts Prompt = new(
        "Du liest Texte von Schulkindern und schreibst freundliche Kommentare auf Deutsch.", "{{ article.title }}\n\n{{ article.content }}\n\nSchreibe zwei Sätze dazu.",
        DisclosureRules.Default);

    public static readonly PromptArticle Text = new(
        new Guid("01997d1c-0000-7000-8000-000000000000"), "Der Igel im Garten", "Mia K.",
        """
        Am Abend raschelte es unter der Hecke. Ich ging ganz leise hin und sah einen kleinen Igel.

        Er suchte Käfer und Schnecken und hatte gar keine Angst vor mir. Am nächsten Tag baute ich ihm ein Haus aus Laub.
        """,
        "Berichten", "Ein Erlebnis", "https://www.example.org/article/1/", null, new DateTime(2026, 9, 1, 8, 0, 0, DateTimeKind.Utc));
}
