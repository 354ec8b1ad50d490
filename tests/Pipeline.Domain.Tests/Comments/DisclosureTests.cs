using Pipeline.Domain.Comments;
using Pipeline.Domain.Prompts;

namespace Pipeline.Domain.Tests.Comments;

[Trait("Promise", "P-DISCLOSE")]
public sealed class DisclosureTests
{
    private const string Disclosure = DisclosureRules.Default;
    private const string Opening = "<p>[Dieser Kommentar stammt von einem KI-ChatBot.]</p>";

    [Theory]
    [InlineData("Hallo Mia")]
    [InlineData("[Dieser Kommentar stammt von einem KI-ChatBot.]\n\nHallo Mia")]
    [InlineData("[Dieser Kommentar stammt von einem KI-ChatBot.] Hallo Mia")]
    [InlineData("<p>[Dieser Kommentar stammt von einem KI-ChatBot.]</p><p>Hallo Mia</p>")]
    [InlineData("<p><strong>[Dieser Kommentar</strong> stammt <em>von einem</em><br>KI-ChatBot.]</p>Hallo Mia")]
    [InlineData("**Dieser Kommentar stammt von einem KI-Chatbot**\n\nHallo Mia")]
    [InlineData("(dieser kommentar  stammt von einem ki chatbot)\nHallo Mia")]
    [InlineData("„Dieser Kommentar stammt von einem KI-ChatBot.“ Hallo Mia")]
    [InlineData("[[Dieser Kommentar stammt von einem KI-ChatBot.]] Hallo Mia")]
    [InlineData("Hallo Mia\n\n[Dieser Kommentar stammt von einem KI-ChatBot.]")]
    [InlineData("[Dieser Kommentar stammt von einem KI-ChatBot.]\n[Dieser Kommentar stammt von einem KI-ChatBot.]\nHallo Mia")]
    [InlineData("[Dieser Kommentar [Dieser Kommentar stammt von einem KI-ChatBot.] stammt von einem KI-ChatBot.] Hallo Mia")]
    [InlineData("[Dieser Kommentar stammt\n\nvon einem KI-ChatBot.]\n\nHallo Mia")]
    [InlineData("&#91;Dieser Kommentar stammt von einem KI&#8209;ChatBot.&#93; Hallo Mia")]
    [InlineData("[Die\u200Bser Kommentar st\u00ADammt von einem KI-ChatBot.] Hallo Mia")]
    [InlineData("［Ｄieser Kommentar stammt von einem 𝐊𝐈-ChatBot.］ Hallo Mia")]
    public void Every_comment_opens_with_it_exactly_once(string written) =>
        Assert.Equal(Opening + "<p>Hallo Mia</p>", CommentComposer.ComposeModelText(Disclosure, written).Html);

    [Theory]
    [InlineData("Hallo, [Dieser Kommentar stammt von einem KI-ChatBot.] wie geht es dir?", "<p>Hallo, wie geht es dir?</p>")]
    [InlineData("VorherDieser Kommentar stammt von einem KI-ChatBot.Nachher", "<p>VorherNachher</p>")]
    [InlineData("Dieser Kommentar stammt von einer Lehrerin.", "<p>Dieser Kommentar stammt von einer Lehrerin.</p>")]
    public void It_is_taken_out_of_the_middle_and_nothing_else_is(string written, string expected) =>
        Assert.Equal(Opening + expected, CommentComposer.Compose(Disclosure, written).Html);

    [Theory]
    [InlineData("Ein Roboter, der KI kennt, ist toll.", "<p>Ein Roboter, der KI kennt, ist toll.</p>")]
    [InlineData("[KI] Kinder mögen das.", "<p>Kinder mögen das.</p>")]
    [InlineData("KI:\nKinder mögen das.", "<p>Kinder mögen das.</p>")]
    public void Short_one_takes_no_words_out_of_sentences(string written, string expected) =>
        Assert.Equal("<p>[KI]</p>" + expected, CommentComposer.Compose("[KI]", written).Html);

    [Fact]
    public void Changed_wording_of_an_edited_comment_is_put_back()
    {
        var edited = "<p>[Dieser Kommentar stammt von mir.]</p><p>Hallo Mia</p>";
        Assert.StartsWith(Opening, CommentComposer.Compose(Disclosure, edited).Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Comment_of_nothing_but_disclosures_is_empty()
    {
        var comment = CommentComposer.Compose(Disclosure, string.Concat(Enumerable.Repeat(Disclosure + "\n", 9)));
        Assert.Equal("", comment.Body);
        Assert.Equal(CommentProblemKind.Empty, Assert.Single(CommentRules.Check(comment)).Kind);
    }
}
