using Pipeline.Domain.Comments;
using Pipeline.Domain.Prompts;

namespace Pipeline.Domain.Tests.Comments;

public sealed class CommentRulesTests
{
    private const string Fine = "Liebe Mia, deine Geschichte über den schlauen Fuchs hat mir sehr gefallen, besonders das Ende.";

    [Theory]
    [InlineData(Fine)]
    [InlineData("Du schreibst: «Der Fuchs [...] lachte.» Das finde ich [wirklich] gelungen (Seite 3)! 🦊 <3")]
    [InlineData("Um 9.30 Uhr, z.B. im Wald, d.h. bei Nr. 5 usw. Das war gut.Der Schluss auch, siehe 2.4.2026 und 1.000 Fragen.")]
    [InlineData("أحببت قصتك عن الثعلب الذكي كثيرا يا ميا، وخاصة النهاية المفاجئة في الغابة المظلمة.")]
    [InlineData("Ich lerne JavaScript: das ist toll, und deine Daten: alle da, wie du es im Text beschreibst.")]
    public void Ordinary_comment_passes(string body) => Assert.Empty(Check(body));

    [Theory]
    [InlineData("", CommentProblemKind.Empty)]
    [InlineData("!!! 👍👍👍 …", CommentProblemKind.Empty)]
    [InlineData("Gut gemacht, Mia.", CommentProblemKind.TooShort)]
    [InlineData("gut gut gut gut gut gut gut gut gut gut gut gut gut gut Mia schreibt", CommentProblemKind.Repetitive)]
    [InlineData(Fine + " <a href=x>Hier</a>", CommentProblemKind.Markup)]
    [InlineData(Fine + " <iframe src=x></iframe>", CommentProblemKind.Markup)]
    public void Comment_that_breaks_a_rule_is_refused(string body, CommentProblemKind kind) => Assert.Equal(kind, Assert.Single(Check(body)).Kind);

    [Theory]
    [InlineData("{{ article.title }}")]
    [InlineData("{{name")]
    [InlineData("{% if x %}")]
    [InlineData("{name}")]
    [InlineData("${vorname}")]
    [InlineData("[Name]")]
    [InlineData("[dein Name]")]
    [InlineData("[Name des Kindes]")]
    [InlineData("[NAME DES KINDES]")]
    [InlineData("[user_name]")]
    [InlineData("<name>")]
    [InlineData("<Name des Kindes>")]
    [InlineData("____")]
    public void Unfilled_placeholder_is_refused(string placeholder)
    {
        var problem = Assert.Single(Check($"{Fine} Liebe Grüsse, {placeholder}"));
        Assert.Equal(CommentProblemKind.Placeholder, problem.Kind);
        Assert.Contains(placeholder[..3], problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.com/x")]
    [InlineData("HTTP : //example")]
    [InlineData("www.beispiel.test")]
    [InlineData("beispiel.ch")]
    [InlineData("BEISPIEL.COM")]
    [InlineData("beispiel．ch")]
    [InlineData("lies.mehr.beispiel.org/seite")]
    [InlineData("[hier](http://example.com)")]
    [InlineData("mia@schule.example")]
    [InlineData("@mia_2014")]
    [InlineData("mailto:mia")]
    [InlineData("javascript:alert(1)")]
    [InlineData("192.168.0.1")]
    public void Address_or_mention_is_refused(string address) =>
        Assert.Contains(Check($"{Fine} Schau bei {address} vorbei."), problem => problem.Kind == CommentProblemKind.Link);

    [Theory]
    [InlineData(49, CommentProblemKind.TooShort)]
    [InlineData(50, null)]
    [InlineData(5_000, null)]
    [InlineData(5_001, CommentProblemKind.TooLong)]
    [InlineData(900_000, CommentProblemKind.TooLong)]
    public void Length_counts_what_is_read_besides_the_disclosure(int length, CommentProblemKind? expected) =>
        Assert.Equal(expected, Check(DistinctWords(length)).SingleOrDefault()?.Kind);

    [Fact]
    public void Passage_of_the_instructions_is_refused()
    {
        const string Instructions = "Du bist ein freundlicher Lehrer. Lobe zuerst, was gelungen ist, und stelle dann eine Frage zum Inhalt.";
        var problems = CommentRules.Check(Compose(Fine + " Ich soll so schreiben: lobe zuerst was gelungen ist und stelle dann eine Frage."), ["Anderes", Instructions]);
        Assert.Equal(CommentProblemKind.Instructions, Assert.Single(problems).Kind);
    }

    [Fact]
    public void A_few_shared_words_are_no_leak() =>
        Assert.Empty(CommentRules.Check(Compose(Fine), ["Sage, dass dir die Geschichte sehr gefallen hat, besonders das Ende."]));

    [Fact]
    [Trait("Promise", "P-DISCLOSE")]
    public void Stored_html_must_be_what_composing_gives()
    {
        var html = Compose(Fine).Html;
        Assert.Empty(CommentRules.Check(DisclosureRules.Default, html));
        Assert.Equal(CommentProblemKind.Disclosure, CommentRules.Check(DisclosureRules.Default, $"<p>{Fine}</p>")[0].Kind);
        Assert.Equal(CommentProblemKind.Disclosure, CommentRules.Check(DisclosureRules.Default, html + html)[0].Kind);
        Assert.Equal(CommentProblemKind.Disclosure, CommentRules.Check(DisclosureRules.Default, html.Replace("<p>L", "<p class=x>L", StringComparison.Ordinal))[0].Kind);
    }

    [Fact]
    public void Hostile_text_is_judged_in_linear_time()
    {
        foreach (var piece in new[] { "<p ", "<", "**", "[", "a.", "{{", "_", "Dieser Kommentar ", "&#", "<!--", "# ", "- ", "\n> ", "a@" })
            Check(string.Concat(Enumerable.Repeat(piece, 39_000 / piece.Length)));
    }

    private static ComposedComment Compose(string body) => CommentComposer.ComposeModelText(DisclosureRules.Default, body);

    private static IReadOnlyList<CommentProblem> Check(string body) => CommentRules.Check(Compose(body));

    /// <summary>So many characters of words that are all different.</summary>
    private static string DistinctWords(int length) =>
        string.Join(' ', Enumerable.Range(1_000_000, (length / 8) + 1))[..(length - 1)] + "x";
}
