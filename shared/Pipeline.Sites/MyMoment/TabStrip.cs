using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Pipeline.Sites.Html;

namespace Pipeline.Sites.MyMoment;

/// <summary>The tabs above the index.</summary>
internal static class TabStrip
{
    public static IReadOnlyList<SiteTab> Read(IHtmlDocument page)
    {
        var strip = page.QuerySelector("ul#pills-tab") ?? throw SignInForm.Changed("the index has no tabs (ul#pills-tab)");
        return [.. strip.QuerySelectorAll("li > button[role=tab][id]").Select(button => new SiteTab(button.Id!, VisibleText.Line(button.TextContent)))];
    }
}
