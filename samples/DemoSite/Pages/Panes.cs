using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.Platform;
using Pipeline.DemoSite.State;

namespace Pipeline.DemoSite.Pages;

/// <summary>Which texts go into which pane for an account: newest first, all panes filtered alike.</summary>
internal static class Panes
{
    public static IReadOnlyList<Pane> For(DemoAccount account, SiteState state, IndexQuery query)
    {
        var visible = state.Articles.Reverse().Where(a => query.Fits(a) && account.MaySee(a)).ToList();
        return
        [
            new Pane("home", "Meine", visible.FindAll(account.Wrote)),
            new Pane("alle", "Alle", visible.FindAll(a => a is { Visibility: ArticleVisibility.Everyone, Status: ArticleStatus.Published })),
            .. ClassesOf(account).Select(c => new Pane($"{c.TabId}", c.Name, visible.FindAll(a => a.Tab == c.TabId && a.Status != ArticleStatus.Draft))),
        ];
    }

    private static IEnumerable<Classroom> ClassesOf(DemoAccount account) =>
        account.Role == AccountRole.Admin ? Classrooms.All : Classrooms.All.Where(c => account.Tabs.Contains(c.TabId));
}
