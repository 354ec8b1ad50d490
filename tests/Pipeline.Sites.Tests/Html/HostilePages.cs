using AngleSharp.Dom;
using Pipeline.Domain.Errors;
using Pipeline.Sites.Html;

namespace Pipeline.Sites.Tests.Html;

public sealed class HostilePages
{
    [Theory]
    [InlineData("<div>")]
    [InlineData("<span>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<b><p>")]
    public void Deep_nesting_is_refused_before_it_costs_anything(string tag)
    {
        var error = Assert.Throws<SiteException>(() => SafeHtml.Parse(string.Concat(Enumerable.Repeat(tag, 100_000))));
        Assert.Contains("deeper than 512", error.Message);
    }

    [Fact]
    public void Nesting_that_the_tags_hide_is_cut_at_the_same_depth()
    {
        var page = SafeHtml.Parse(string.Concat(Enumerable.Repeat("<b><div></b>", 1_000)));
        var deepest = page.All.Max(element => element.Ancestors().Count());
        Assert.True(deepest <= SafeHtml.MaxDepth, $"{deepest} levels");
    }

    [Fact]
    public void Parsing_has_a_budget()
    {
        var error = Assert.Throws<SiteException>(() => SafeHtml.Parse(string.Concat(Enumerable.Repeat("<p>a</p>", 100)), new RacingClock()));
        Assert.Contains("more than 5 s", error.Message);
        Assert.Equal(ErrorKind.Timeout, error.Kind);
    }

    [Theory]
    [InlineData("<p>one")]
    [InlineData("<ul><li>one<li>two</ul>")]
    [InlineData("<table><tr><td>a<td>b<tr><td>c</table>")]
    [InlineData("<br><img><input><hr>")]
    [InlineData("<svg><path/></svg>")]
    [InlineData("<!-- <div> --><script>'<div>'</script><textarea><div></textarea>")]
    public void Long_flat_pages_are_read(string part) =>
        Assert.NotEmpty(SafeHtml.Parse(string.Concat(Enumerable.Repeat(part, 1_000))).Body!.ChildNodes);

    /// <summary>A clock on which a second passes each time it is looked at.</summary>
    private sealed class RacingClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _ticks++;
    }
}
