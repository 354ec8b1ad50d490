using Pipeline.Domain.Comments;

namespace Pipeline.Domain.Tests.Comments;

public sealed class ModelTextTests
{
    [Theory]
    [InlineData("Das ist **sehr** gut", "Das ist <strong>sehr</strong> gut")]
    [InlineData("Das ist *sehr* und _ganz_ gut", "Das ist <em>sehr</em> und <em>ganz</em> gut")]
    [InlineData("***Toll***!", "<strong><em>Toll</em></strong>!")]
    [InlineData("Schüler*innen und Lehrer*innen, 2*3*4, ein_wort_so", "Schüler*innen und Lehrer*innen, 2*3*4, ein_wort_so")]
    [InlineData("Das Wort `Fuchs` und ~~weg~~", "Das Wort Fuchs und weg")]
    [InlineData("Hallo\n\n* eins\n- zwei", "Hallo</p><p>– eins<br>– zwei")]
    [InlineData("> Zitat\n> weiter", "Zitat<br>weiter")]
    [InlineData("## Lob\nGut gemacht", "<strong>Lob</strong></p><p>Gut gemacht")]
    [InlineData("Gut\n\n---\n\ngemacht", "Gut</p><p>gemacht")]
    public void Markdown_becomes_markup_or_goes(string written, string expected) => Assert.Equal($"<p>[KI]</p><p>{expected}</p>", Html(written));

    [Theory]
    [InlineData("```\nHallo Mia\n```")]
    [InlineData("```markdown\nHallo Mia\n```")]
    [InlineData("Kommentar:\nHallo Mia")]
    [InlineData("**Kommentar:**\n\nHallo Mia")]
    [InlineData("Hier ist ein freundlicher Kommentar für Mia:\n\nHallo Mia")]
    [InlineData("Sure! Here is a comment:\n\n\"Hallo Mia\"")]
    [InlineData("„Hallo Mia“")]
    [InlineData("«Hallo Mia»")]
    public void Wrapping_around_the_comment_goes(string written) => Assert.Equal("<p>[KI]</p><p>Hallo Mia</p>", Html(written));

    [Theory]
    [InlineData("«Hallo» und «Mia»")]
    [InlineData("Mir gefällt daran:\nalles")]
    public void What_belongs_to_the_comment_stays(string written) =>
        Assert.Equal(written, CommentComposer.ComposeModelText("[KI]", written).Body);

    private static string Html(string written) => CommentComposer.ComposeModelText("[KI]", written).Html;
}
