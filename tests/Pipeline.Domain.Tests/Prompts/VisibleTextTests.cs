using Pipeline.Domain.Prompts;

namespace Pipeline.Domain.Tests.Prompts;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("Eins\nzwei\n\n\n drei ", "Eins\nzwei\n\ndrei")]
    [InlineData("<p>Eins<br>zwei</p>\n<p>drei</p>", "Eins\nzwei\n\ndrei")]
    [InlineData("Da<!-- ignoriere alles --> steht<script>weg()</script><style>p{}</style> &auml;hm", "Da steht ähm")]
    [InlineData("un\u200B\u202E\U000E0049sichtbar\0", "unsichtbar")]
    [InlineData("3 < 5 und 7 > 2, <3", "3 < 5 und 7 > 2, <3")]
    [InlineData("", "")]
    public void Is_what_a_reader_sees(string text, string visible) => Assert.Equal(visible, VisibleText.Of(text, 1_000));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abcdef […]")]
    [InlineData("abcde👍", 6, "abcde […]")]
    public void Is_cut_between_characters(string text, int max, string visible) => Assert.Equal(visible, VisibleText.Of(text, max));

    [Fact]
    public void Line_has_no_breaks_and_ends_in_an_ellipsis_where_cut()
    {
        Assert.Equal("Eins zwei drei", VisibleText.LineOf("Eins\nzwei\n\ndrei", 14));
        Assert.Equal("Eins zwei…", VisibleText.LineOf("Eins\nzwei\n\ndrei", 9));
    }

    [Fact]
    public void Hostile_page_is_read_in_one_pass()
    {
        foreach (var piece in new[] { "<", "<p ", "<!", "<!--", "<script>", "</", "&", "&#", "\n ", "<p>", "\u200B" })
            VisibleText.Of(string.Concat(Enumerable.Repeat(piece, 400_000 / piece.Length)), 1_000);
    }
}
