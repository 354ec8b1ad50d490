using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Pipeline.Sites.Html;

namespace Pipeline.Sites.MyMoment;

/// <summary>
/// The index. One page carries the panes of all tabs: only the pane asked for is read, and a page without it is an
/// error, never a reason to read more.
/// </summary>
internal static class IndexPage
{
    public static SiteIndex Read(IHtmlDocument page, string tab, Uri baseAddress)
    {
        var pane = Pane(page, tab);
        var items = Items(pane).Where(item => item.Closest(".tab-pane") == pane).Select(item => IndexItem.Read(item, baseAddress)).ToList();
        var readable = items.Where(item => item.Entry is not null).Select(item => item.Entry!).DistinctBy(entry => entry.ExternalId).ToList();
        var unreadable = items.Count(item => item is { Entry: null, Unpublished: false });
        if (unreadable > 0 && unreadable == items.Count) throw SignInForm.Changed($"none of the {unreadable} articles in tab {tab} can be read");
        if (items.Count == 0 && HoldsArticles(pane)) throw SignInForm.Changed($"tab {tab} links to articles, but neither as cards nor in the teachers' table");
        return new SiteIndex(readable, items.Count(item => item.Unpublished), unreadable);
    }

    private static IElement Pane(IHtmlDocument page, string tab)
    {
        var panes = page.QuerySelectorAll(".tab-pane[id]").Where(pane => pane.Id == $"pills-{tab}").ToList();
        if (panes.Count == 1) return panes[0];
        if (panes.Count > 1) throw SignInForm.Changed($"it has {panes.Count} panes for tab {tab}");
        var seen = page.QuerySelectorAll("ul#pills-tab > li > button[role=tab][id]").Select(button => button.Id);
        throw SignInForm.Changed($"it has no tab {tab} for this account. Tabs seen: {string.Join(", ", seen.DefaultIfEmpty("none"))}");
    }

    private static IEnumerable<IElement> Items(IElement pane)
    {
        var cards = pane.QuerySelectorAll(".article-list > div > a[href]").Where(link => link.QuerySelector(".card") is not null).ToList();
        return cards.Count > 0 ? cards : pane.QuerySelectorAll("tbody > tr").Where(row => row.QuerySelector("a[href]") is not null);
    }

    private static bool HoldsArticles(IElement pane) =>
        pane.QuerySelectorAll("a[href]").Any(link => link.Closest(".tab-pane") == pane && Routes.ArticleIdIn(link.GetAttribute("href")) is not null);
}
