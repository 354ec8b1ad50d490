namespace Pipeline.Sites.Tests.Html;

public sealed class TextOfComments
{
    [Theory]
    [InlineData("<p>Hallo&nbsp;<strong>Mia</strong>!</p>", "Hallo Mia!")]
    [InlineData("<p>Eins</p><p>Zwei</p>", "Eins Zwei")]
    [InlineData("<p>Eins</p>\n\n  <p>Zwei<br>Drei<br/>Vier</p>\r\n", "Eins Zwei Drei Vier")]
    [InlineData("F&uuml;chse &amp; G&#228;nse &lt;3", "Füchse & Gänse <3")]
    [InlineData("un<em>glaub</em>lich", "unglaublich")]
    [InlineData("zwei\u200B\u00ADer\u2009Blank\uFEFF", "zweier Blank")]
    [InlineData("Fu\u0308chse", "Füchse")]
    [InlineData("👩\u200D🏫 toll", "👩🏫 toll")]
    [InlineData("<!-- nichts --><p> </p>", "")]
    public void Plain_form_is_free_of_what_a_site_may_render_otherwise(string html, string plain) =>
        Assert.Equal(plain, CommentText.Normalise(html));

    [Fact]
    public void Half_a_character_is_replaced_as_it_is_on_its_way_to_the_site() =>
        Assert.Equal("halbes \uFFFD Zeichen", CommentText.Normalise("halbes \uD83D Zeichen"));

    [Fact]
    public void Different_words_stay_different() =>
        Assert.NotEqual(CommentText.Normalise("<p>Schön, Mia.</p>"), CommentText.Normalise("<p>Schön Mia.</p>"));
}
