using CsCheck;
using Ganss.Xss;
using Pipeline.Domain.Comments;
using Pipeline.Domain.Prompts;

namespace Pipeline.Domain.Tests.Comments;

/// <summary>Texts put together at random from pieces that have broken such code before.</summary>
public sealed class CommentPropertyTests
{
    private static readonly string[] Pieces =
    [
        DisclosureRules.Default, "Dieser Kommentar stammt von einem KI-ChatBot", "Dieser Kommentar ", "stammt von einem ", "KI-", "ChatBot.]", "[", "]", "(", ")", "„", "“", ".",
        "<p>", "</p>", "<br>", "<strong>", "</strong>", "<em>", "</em>", "<b", ">", "<", "&", "&amp;", "&lt;", "&#60;", "<script>", "</script>", "<a href='x'>", "<!--", "-->",
        "**", "*", "_", "# ", "- ", "> ", "```", "\n", "\n\n", " ", "\t", "\u00A0", "\u200B", "\u2029", "\0", "\uD83D", "\uDE00", "👍🏽", "e\u0301", "مرحبا", "漢字", "Hallo", "wie geht es", "ß",
    ];

    private static readonly Gen<string> Texts = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 40].Select(string.Concat);

    private static readonly string[] Wordings = [DisclosureRules.Default, "[KI]", "KI", "Von einer KI geschrieben & geprüft <3", "Hallo Hallo Hallo Hallo", "Ein *KI* Text"];

    private static readonly Gen<string> Disclosures = Gen.Int[0, Wordings.Length - 1].Select(i => Wordings[i]);

    [Fact]
    [Trait("Promise", "P-DISCLOSE")]
    public void Composing_what_was_composed_changes_nothing() => Gen.Select(Disclosures, Texts).Sample((disclosure, text) =>
    {
        var once = CommentComposer.ComposeModelText(disclosure, text);
        return CommentComposer.Compose(disclosure, once.Html).Html == once.Html;
    }, iter: 2_000);

    [Fact]
    [Trait("Promise", "P-DISCLOSE")]
    public void Letters_of_the_disclosure_stand_once_and_first() => Texts.Sample(text =>
    {
        var comment = CommentComposer.ComposeModelText(DisclosureRules.Default, text);
        var letters = string.Concat(comment.Html[comment.Html.IndexOf("</p>", StringComparison.Ordinal)..].Replace("<br>", "").Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return comment.Html.StartsWith("<p>[Dieser Kommentar stammt von einem KI-ChatBot.]</p>", StringComparison.Ordinal)
            && !letters.Contains("DIESERKOMMENTARSTAMMTVONEINEMKICHATBOT", StringComparison.Ordinal);
    }, iter: 2_000);

    [Fact]
    public void A_sanitiser_finds_nothing_to_take_out() => Texts.Sample(text =>
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions { AllowedTags = new HashSet<string> { "p", "br", "strong", "em" } });
        var removed = new List<string>();
        sanitizer.RemovingTag += (_, e) => removed.Add(e.Tag.TagName);
        sanitizer.RemovingAttribute += (_, e) => removed.Add(e.Attribute.Name);
        sanitizer.RemovingComment += (_, _) => removed.Add("comment");
        sanitizer.Sanitize(CommentComposer.ComposeModelText(DisclosureRules.Default, text).Html);
        return removed.Count == 0;
    }, iter: 20);

    [Fact]
    public void Checking_never_fails_whatever_the_text() => Texts.Sample(text =>
    {
        CommentRules.Check(CommentComposer.ComposeModelText(DisclosureRules.Default, text), [text]);
    });
}
