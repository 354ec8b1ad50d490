using Pipeline.DemoSite.Platform;

namespace Pipeline.DemoSite.Pages;

/// <summary>What teachers get instead of cards. The columns in between are of no interest to a reader of the page.</summary>
internal static class ArticleTable
{
    public static Html Render(IReadOnlyList<Article> articles) => Html.Of($"""
        <table class="table article-table">
          <thead><tr><th>Titel</th><th>Autor</th><th>Sichtbarkeit</th><th>Wörter</th><th>Sprache</th><th>Status</th><th>Datum</th></tr></thead>
          <tbody>{Html.Join(articles.Select(Row))}</tbody>
        </table>
        """);

    private static Html Row(Article article) => Html.Of($"""
        <tr><td><a href="/article/{article.Id}/">{article.Title}</a></td><td>{article.AuthorName}</td><td>{article.Audience}</td><td>{Words(article)}</td><td>Deutsch</td><td>{article.StatusName}</td><td>{SwissTime.Day(article.EditedAt)}</td></tr>
        """);

    private static int Words(Article article) => article.Paragraphs.Sum(p => p.Split(' ').Length);
}
