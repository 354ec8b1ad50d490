using System.Runtime.CompilerServices;
using Pipeline.DemoSite.Platform;

namespace Pipeline.DemoSite.Pages;

/// <summary>A text on the index. It says neither the category nor the task. Only authors see drafts, so a draft's card is its author's.</summary>
internal static class ArticleCard
{
    // An index has hundreds of cards and an article never changes in place: each is rendered once.
    private static readonly ConditionalWeakTable<Article, object> Rendered = [];

    public static Html Render(Article article) => (Html)Rendered.GetValue(article, static a => RenderAnew(a));

    private static Html RenderAnew(Article article) => Html.Of($"""
        <div class="col-lg-4">
          <a href="{Link(article)}">
            <div class="card">
              <div class="card-header {article.StatusClass}"><span class="article-classroom">{article.Audience}</span></div>
              <div class="card-body">
                <img src="/static/kategorie-{article.Category}.svg" alt="" width="44" height="44">
                <p class="article-title"><strong>{article.Title}</strong></p>
                <p class="article-author">{article.AuthorName}</p>
                <p class="article-date">{SwissTime.Day(article.EditedAt)}</p>
              </div>
            </div>
          </a>
        </div>

        """);

    public static string Link(Article article) =>
        article.Status == ArticleStatus.Draft ? $"/article/edit/{article.Id}/" : $"/article/{article.Id}/";
}
