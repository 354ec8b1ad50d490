using Pipeline.Domain.Comments;
using Pipeline.Domain.Prompts;

namespace Pipeline.Domain.Tests.Comments;

public sealed class CommentComposerTests
{
    private const string Disclosure = DisclosureRules.Default;
    private const string Opening = "<p>[Dieser Kommentar stammt von einem KI-ChatBot.]</p>";

    [Theory]
    [InlineData("Hallo Mia", "<p>Hallo Mia</p>")]
    [InlineData("Eins\nZwei\n\nDrei", "<p>Eins<br>Zwei</p><p>Drei</p>")]
    [InlineData("Eins\r\n \r\nZwei", "<p>Eins</p><p>Zwei</p>")]
    [InlineData("<p>Eins\n  und</p>\n<p>Zwei</p>", "<p>Eins und</p><p>Zwei</p>")]
    [InlineData("Eins<br><br/>Zwei<BR>Drei", "<p>Eins</p><p>Zwei<br>Drei</p>")]
    [InlineData("<b>fett</b> und <i>schräg</i>", "<p><strong>fett</strong> und <em>schräg</em></p>")]
    [InlineData("<em>a<strong>b</em>c</strong>", "<p><em>a</em><strong><em>b</em></strong><strong>c</strong></p>")]
    [InlineData("<div onclick=x><h1>Titel</h1>Text</div>", "<p>Titel</p><p>Text</p>")]
    [InlineData("<ul><li>eins<li>zwei</ul>", "<p>– eins<br>– zwei</p>")]
    [InlineData("1 < 2 & 3 > 2 &lt;b&gt;", "<p>1 &lt; 2 &amp; 3 &gt; 2 &lt;b&gt;</p>")]
    [InlineData("  zu   viel \t Platz  ", "<p>zu viel Platz</p>")]
    [InlineData("un\u200Bsicht\u00ADbar\0\uD800\u202E", "<p>unsichtbar</p>")]
    [InlineData("👩‍👩‍👧 مرحبا 🇨🇭", "<p>👩‍👩‍👧 مرحبا 🇨🇭</p>")]
    [InlineData("<!-- weg --><!DOCTYPE html>da", "<p>da</p>")]
    [InlineData("<p unclosed", "<p>&lt;p unclosed</p>")]
    [InlineData("", "")]
    public void Body_becomes_paragraphs_of_the_allowed_markup(string body, string expected) =>
        Assert.Equal(Opening + expected, CommentComposer.Compose(Disclosure, body).Html);

    [Theory]
    [InlineData("<script>alert(1)</script>Hallo", "script", "<p>Hallo</p>")]
    [InlineData("<a href=\"https://example.com\">hier</a>", "a", "<p>hier</p>")]
    [InlineData("<img src=x onerror=alert(1)>Hallo", "img", "<p>Hallo</p>")]
    [InlineData("<SVG/onload=alert(1)><p>weg</p></svg>Hallo", "svg", "<p>Hallo</p>")]
    public void Elements_that_no_comment_may_hold_are_left_out_and_named(string body, string element, string expected)
    {
        var comment = CommentComposer.Compose(Disclosure, body);
        Assert.Equal(Opening + expected, comment.Html);
        Assert.Equal([element], comment.RefusedElements);
    }

    [Fact]
    public void Body_is_what_a_reader_sees_after_the_disclosure()
    {
        var comment = CommentComposer.Compose(Disclosure, "<p>Hallo <b>Mia</b><br>&amp; Leo</p><p>Tschüss</p>");
        Assert.Equal("Hallo Mia\n& Leo\n\nTschüss", comment.Body);
        Assert.Equal(Disclosure, comment.Disclosure);
    }

    [Fact]
    public void Characters_of_the_disclosure_are_text_not_markup() =>
        Assert.StartsWith("<p>KI &amp; Co &lt;3 &gt;</p><p>", CommentComposer.Compose("KI & Co <3 >", "Hallo").Html, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(" \u200B\n")]
    public void Comment_without_a_disclosure_is_never_made(string disclosure) =>
        Assert.Throws<ArgumentException>(() => CommentComposer.Compose(disclosure, "Hallo"));

    [Fact]
    public void Far_too_long_text_is_cut_and_marked() =>
        Assert.True(CommentComposer.Compose(Disclosure, new string('x', 1_000_000)).WasCut);
}
