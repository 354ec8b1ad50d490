using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.Platform;
using Pipeline.DemoSite.Sessions;

namespace Pipeline.DemoSite.Pages;

/// <summary>One tab with its texts.</summary>
internal sealed record Pane(string Id, string Name, IReadOnlyList<Article> Articles);

/// <summary>The index: the panes of all tabs on one page, whichever was asked for.</summary>
internal static class IndexPage
{
    public static Html Render(HttpContext context, IReadOnlyList<Pane> panes, IndexQuery query)
    {
        var active = panes.Any(p => p.Id == query.Tab) ? query.Tab : panes[0].Id;
        var asTable = context.SignedInAccount().Role == AccountRole.Teacher;
        return PageFrame.Around(context, "Texte", Html.Of($"""
            <h1 class="page-title">Texte</h1>
            {Filter(query)}
            <ul class="nav nav-pills" id="pills-tab" role="tablist">{Html.Join(panes.Select(p => Tab(p, p.Id == active)))}</ul>
            <div class="tab-content" id="pills-tabContent">
            {Html.Join(panes.Select(p => Content(p, p.Id == active, asTable)))}
            </div>
            """));
    }

    private static Html Filter(IndexQuery query) => Html.Of($"""
        <form class="article-filter" method="get" action="/articles/">
          <input type="hidden" id="active-tab" name="tab" value="{query.Tab}">
          <label>Kategorie {Select("kategorie", Choices.Categories, query.Category)}</label>
          <label>Aufgabe {Select("aufgabe", Choices.Tasks, query.Task)}</label>
          <button class="btn btn-outline" type="submit">Filtern</button>
        </form>
        """);

    private static Html Select(string name, IReadOnlyDictionary<int, string> choices, int? chosen) => Html.Of($"""
        <select class="form-select" name="{name}"><option value="">Alle</option>{Html.Join(choices.Select(c =>
            Html.Of($"""<option value="{c.Key}"{Html.Flag(c.Key == chosen, "selected")}>{c.Value}</option>""")))}</select>
        """);

    private static Html Tab(Pane pane, bool active) => Html.Of($"""
        <li class="nav-item" role="presentation"><button class="nav-link{ActiveClass(active)}" id="{pane.Id}" data-bs-toggle="pill" data-bs-target="#pills-{pane.Id}" type="button" role="tab" aria-controls="pills-{pane.Id}" aria-selected="{(active ? "true" : "false")}">{pane.Name}</button></li>
        """);

    private static Html Content(Pane pane, bool active, bool asTable) => Html.Of($"""
        <div class="tab-pane fade{ActiveClass(active)}" id="pills-{pane.Id}" role="tabpanel" aria-labelledby="{pane.Id}">
        {(asTable ? ArticleTable.Render(pane.Articles) : Cards(pane.Articles))}
        </div>
        """);

    private static Html Cards(IReadOnlyList<Article> articles) => Html.Of($"""
        <div class="row article-list">
        {(articles.Count == 0 ? Html.Of($"""<p class="muted">Hier gibt es noch keine Texte.</p>""") : Html.Join(articles.Select(ArticleCard.Render)))}
        </div>
        """);

    private static string ActiveClass(bool active) => active ? " show active" : "";
}
